"""A key that never leaves its device (PKCS#11). Needs the extra `hsm` (python-pkcs11)."""

from asn1crypto import pem, x509

from kholboo.registers.sealing.pades import sealed


class TokenSealer:
    """Opens a session for each seal: a device that was away comes back by itself."""

    def __init__(self, *, module: str, token: str, pin: str, label: str, chain: bytes) -> None:
        """`label` is that of key and certificate; `chain`: PEM, from its certificate to the root."""
        self._module, self._token, self._pin = module, token, pin
        self._label = label
        self.chain = [der for _kind, _headers, der in pem.unarmor(chain, multiple=True)]

    def seal(self, pdf: bytes, *, name: str, reason: str) -> bytes:
        # The library stands on a driver that most machines do not have.
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        certificates = [x509.Certificate.load(each) for each in self.chain]
        criteria = TokenCriteria(label=self._token)
        with open_pkcs11_session(
            self._module, token_criteria=criteria, user_pin=self._pin
        ) as session:
            signer = PKCS11Signer(
                session,
                key_label=self._label,
                signing_cert=certificates[0],
                ca_chain=certificates[1:-1],
                embed_roots=False,
            )
            return sealed(pdf, signer, name=name, reason=reason)
