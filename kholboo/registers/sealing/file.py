"""A key in a file (PKCS#12): read once, kept in memory."""

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kholboo.registers.sealing.pades import sealed


class FileSealer:
    def __init__(self, private: bytes, chain: list[bytes]) -> None:
        """`private` is PKCS#8 (DER)."""
        self.chain = chain
        certificates = [x509.Certificate.load(each) for each in chain]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(certificates[1:-1])
        self._signer = SimpleSigner(
            signing_cert=certificates[0],
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=store,
            embed_roots=False,
        )

    @classmethod
    def from_pkcs12(cls, content: bytes, password: str) -> "FileSealer":
        """Raises ValueError for a wrong password or a file without its chain."""
        key, own, others = pkcs12.load_key_and_certificates(content, password.encode() or None)
        if key is None or own is None or not others:
            raise ValueError("The file holds no key, no certificate, or not the root's.")
        private = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        der = serialization.Encoding.DER
        return cls(private, [each.public_bytes(der) for each in (own, *others)])

    def seal(self, pdf: bytes, *, name: str, reason: str) -> bytes:
        return sealed(pdf, self._signer, name=name, reason=reason)
