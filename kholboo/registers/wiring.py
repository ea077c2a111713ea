"""Which keys are real: read once from the environment (`config/env.py`)."""

import base64
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from kholboo.registers.codes.signing import CodeSigner
from kholboo.registers.sealing.port import Sealer
from kholboo.registers.sealing.trial import TrialAuthority


@lru_cache(maxsize=1)
def code_signer() -> CodeSigner | None:
    """Who signs the codes on certificates; None where certificates are not sealed."""
    env = settings.REGISTERS
    if env.certificate_seal == "off":
        return None
    text = env.certificate_code_key.get_secret_value()
    if not text and env.certificate_seal == "test":
        return CodeSigner(_test().code_key())
    return CodeSigner(Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text + "=")))


@lru_cache(maxsize=1)
def sealer() -> Sealer | None:
    """Who seals the PDFs."""
    # Every process may ask for the key of the codes; only jobs read and sign PDFs.
    from kholboo.registers.sealing.file import FileSealer
    from kholboo.registers.sealing.token import TokenSealer

    env = settings.REGISTERS
    if env.certificate_seal == "test":
        return _test().sealer()
    if env.certificate_seal == "file":
        password = env.certificate_seal_password.get_secret_value()
        return FileSealer.from_pkcs12(Path(env.certificate_seal_file).read_bytes(), password)
    if env.certificate_seal == "pkcs11":
        return TokenSealer(
            module=env.certificate_pkcs11_module,
            token=env.certificate_pkcs11_token,
            pin=env.certificate_pkcs11_pin.get_secret_value(),
            label=env.certificate_pkcs11_label,
            chain=Path(env.certificate_seal_file).read_bytes(),
        )
    return None


def _test() -> TrialAuthority:
    return TrialAuthority(settings.VAR / "certificates")
