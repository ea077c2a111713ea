"""A root of our own for a demonstration and for tests: nobody else trusts it.

Made once under VAR, so that what was sealed yesterday is verified today.
"""

import os
import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from kholboo.registers.sealing.port import Sealer

YEARS = timedelta(days=3650)
ROOT, OWN, KEY, CODES = "root.der", "seal.der", "seal.key", "codes.key"


class TrialAuthority:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.exists():
            _make(folder)

    def sealer(self) -> Sealer:
        # Every process may ask for the key of the codes; only jobs read and sign PDFs.
        from kholboo.registers.sealing.file import FileSealer

        chain = [(self._folder / name).read_bytes() for name in (OWN, ROOT)]
        return FileSealer((self._folder / KEY).read_bytes(), chain)

    def code_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes((self._folder / CODES).read_bytes())


def _make(folder: Path) -> None:
    """Whole or not at all: of two processes that begin together one is first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    for name, content in _content():
        with open(os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)


def _content() -> list[tuple[str, bytes]]:
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    root_name, own_name = (
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        for name in ("Kholboo SAMPLE root", "Kholboo SAMPLE seal")
    )
    now = datetime.now(UTC) - timedelta(days=1)

    def certificate(name: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_root: bool) -> bytes:
        usage = dict.fromkeys(
            (
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(root_name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + YEARS)
            .add_extension(
                x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), True
            )
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not is_root,
                    content_commitment=not is_root,
                    key_cert_sign=is_root,
                    crl_sign=is_root,
                    **usage,
                ),
                True,
            )
            .sign(root_key, hashes.SHA256())
        )
        return made.public_bytes(Encoding.DER)

    private = own_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return [
        (ROOT, certificate(root_name, root_key, is_root=True)),
        (OWN, certificate(own_name, own_key, is_root=False)),
        (KEY, private),
        (CODES, Ed25519PrivateKey.generate().private_bytes_raw()),
    ]
