"""Words locked for one browser, so that the push service between us reads none of them.

RFC 8291 (keys) over RFC 8188 (one record of aes128gcm). Held against the example of RFC 8291 in
`tests/test_push_sealing.py`.
"""

import base64
import os

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# All in bytes; the fields of RFC 8188's header and RFC 8291's keys.
RECORD = 4096  # what every push service takes, header and tag included
SALT, SIZE, LENGTH, POINT, SECRET, TAG = 16, 4, 1, 65, 16, 16
LAST_RECORD = b"\x02"
LONGEST = RECORD - (SALT + SIZE + LENGTH + POINT) - TAG - len(LAST_RECORD)


def locked(
    words: bytes,
    *,
    p256dh: str,
    auth: str,
    salt: bytes | None = None,
    sender: EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body to post. `salt` and `sender` are fresh each time; only a test names them.

    Raises ValueError when the keys are none, or the words are longer than LONGEST.
    """
    if len(words) > LONGEST:
        raise ValueError("too long for one record")
    salt = salt or os.urandom(SALT)
    sender = sender or generate_private_key(SECP256R1())
    ours = raw(sender.public_key())
    key, nonce = keys_of(
        sender.exchange(ECDH(), public_key(p256dh)),
        auth=secret(auth),
        parties=bytes_of(p256dh) + ours,
        salt=salt,
    )
    body = AESGCM(key).encrypt(nonce, words + LAST_RECORD, None)
    return salt + RECORD.to_bytes(SIZE, "big") + len(ours).to_bytes(LENGTH, "big") + ours + body


def keys_of(shared: bytes, *, auth: bytes, parties: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Key and nonce of the only record. `parties`: the browser's public key, then the sender's."""
    both = _derived(shared, salt=auth, about=b"WebPush: info\x00" + parties, length=32)
    key = _derived(both, salt=salt, about=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derived(both, salt=salt, about=b"Content-Encoding: nonce\x00", length=12)
    return key, nonce


def _derived(secret: bytes, *, salt: bytes, about: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=about).derive(secret)


def bytes_of(text: str) -> bytes:
    """base64url with or without its padding. Raises ValueError for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def public_key(p256dh: str) -> EllipticCurvePublicKey:
    """Raises ValueError when it is no point of the curve."""
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes_of(p256dh))


def secret(auth: str) -> bytes:
    """Raises ValueError unless it has 16 bytes."""
    found = bytes_of(auth)
    if len(found) != SECRET:
        raise ValueError("a secret of 16 bytes is needed")
    return found


def raw(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
