"""The private half of the key of codes."""

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kholboo.registers.codes import cose


class CodeSigner:
    """`kid` is the beginning of the SHA-256 of the public key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw()
        self.kid = hashlib.sha256(self.public).digest()[:8]

    def code(self, claims: dict[Any, Any]) -> str:
        """The same claims give the same code."""
        return cose.in_text(cose.sign(claims, self._key, self.kid, cose.CERTIFICATE))

    def status(self, claims: dict[Any, Any]) -> bytes:
        return cose.sign(
            claims, self._key, self.kid, cose.STATUS, content_type="application/statuslist+cwt"
        )
