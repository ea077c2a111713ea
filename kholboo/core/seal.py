"""Personal data at rest: AES-256-GCM in the application, bound to the row it belongs to.

pgcrypto is not used: it writes its key into the server's log. A sealed value
is `version byte + 12-byte nonce + ciphertext`; the row's identity is authenticated data, so
a value copied into another row does not open. Searching goes over keyed hashes ("blind
index"): equal values give equal hashes, and without the key a hash says nothing.
"""

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"


class Unsealable(Exception):
    """The sealed value was changed, moved to another row, or sealed with another key."""


@lru_cache(maxsize=16)
def _key(purpose: str, master: bytes) -> bytes:
    return hmac.new(master, f"kholboo:{purpose}".encode(), hashlib.sha256).digest()


def _derived(purpose: str) -> bytes:
    return _key(purpose, settings.SEAL_KEY.encode())


def new_data_key() -> bytes:
    """A fresh key for one person's data; deleting its wrapped form erases the person."""
    return AESGCM.generate_key(bit_length=256)


def wrap(data_key: bytes, *, row: str) -> bytes:
    """The data key, sealed under the master key and bound to `row`."""
    return _seal(_derived("wrap"), data_key, row)


def unwrap(wrapped: bytes | memoryview, *, row: str) -> bytes:
    return _open(_derived("wrap"), wrapped, row)


def seal(values: dict[str, str], *, data_key: bytes, row: str) -> bytes:
    """A small mapping of texts, sealed with a person's key and bound to `row`."""
    return _seal(data_key, json.dumps(values, ensure_ascii=False).encode(), row)


def unseal(sealed: bytes | memoryview, *, data_key: bytes, row: str) -> dict[str, str]:
    values: dict[str, str] = json.loads(_open(data_key, sealed, row))
    return values


def blind(purpose: str, value: str) -> str:
    """Keyed hash of a normalised value, 32 hex characters (128 bits)."""
    digest = hmac.new(_derived(f"blind:{purpose}"), value.encode(), hashlib.sha256)
    return digest.hexdigest()[:32]


def derive_token(purpose: str, value: str) -> str:
    """128 bits that only this installation can make from `value`, as 26 base-32 characters."""
    digest = hmac.new(_derived(f"token:{purpose}"), value.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()


def house_key(purpose: str) -> bytes:
    """A data key of one house, for rows that belong to no single person's key."""
    return _derived(f"house:{purpose}")


def _seal(key: bytes, plain: bytes, row: str) -> bytes:
    nonce = os.urandom(12)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, row.encode())


def _open(key: bytes, sealed: bytes | memoryview, row: str) -> bytes:
    sealed = bytes(sealed)
    if sealed[:1] != VERSION:
        raise Unsealable("unknown version of sealed data")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], row.encode())
    except InvalidTag as error:
        raise Unsealable("sealed data does not belong to this row or key") from error
