"""COSE_Sign1 with Ed25519 (RFC 9052, RFC 9053): few bytes, signed once, verified without us.

Only one spelling of a message is taken: what is not written exactly as `sign` writes it is refused,
so that no bit of a code can be changed without breaking it. `purpose` goes into what is signed and
not into the message: a list of states never passes for a certificate.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TAG, ALG, KID, CONTENT_TYPE = 18, 1, 4, 16
EDDSA = -8
CERTIFICATE, STATUS = b"kholboo.certificate", b"kholboo.status"
LONGEST = 1_100  # bytes of a code; a QR code holds little more


class Forged(Exception):
    """Not a message of ours: changed, cut, of another purpose, or signed by somebody else."""


@dataclass(frozen=True)
class Opened:
    kid: bytes
    claims: dict[Any, Any]


def sign(
    claims: dict[Any, Any],
    key: Ed25519PrivateKey,
    kid: bytes,
    purpose: bytes,
    content_type: str = "",
) -> bytes:
    protected = cbor2.dumps(
        {ALG: EDDSA, KID: kid} | ({CONTENT_TYPE: content_type} if content_type else {}),
        canonical=True,
    )
    payload = cbor2.dumps(claims, canonical=True)
    signature = key.sign(_signed(protected, payload, purpose))
    return _written(protected, payload, signature)


def opened(
    message: bytes, key_of: Callable[[bytes], Ed25519PublicKey | None], purpose: bytes
) -> Opened:
    """Raises Forged."""
    try:
        tagged = cbor2.loads(message)
        protected, _unprotected, payload, signature = tagged.value
        header, claims = cbor2.loads(protected), cbor2.loads(payload)
        is_ours = message == _written(protected, payload, signature) and header[ALG] == EDDSA
        is_ours = is_ours and cbor2.dumps(header, canonical=True) == protected
        key = key_of(header[KID]) if is_ours else None
        if key is None or not isinstance(claims, dict):
            raise Forged
        key.verify(signature, _signed(protected, payload, purpose))
    except InvalidSignature as error:
        raise Forged from error
    except (cbor2.CBORError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise Forged from error  # no CBOR, or a message of another shape
    return Opened(header[KID], claims)


def in_text(message: bytes) -> str:
    """base64url without padding, as it stands in an address."""
    return base64.urlsafe_b64encode(message).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Raises Forged; the last letter may not hide bits that say nothing."""
    if not text.isascii() or len(text) > LONGEST * 4 // 3 + 2:
        raise Forged
    try:
        message = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise Forged from error
    if in_text(message) != text:
        raise Forged
    return message


def _signed(protected: bytes, payload: bytes, purpose: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, purpose, payload], canonical=True)


def _written(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(TAG, [protected, {}, payload, signature]), canonical=True)
