"""Who may push: the signed pass of RFC 8292, read by other hands than those that wrote it."""

import base64
import json
import time
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

LONGEST_LIFE = 24 * 3600


class Bad(Exception):
    """What a push service answers instead of taking a message."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def check_pass(header: str, *, origin: str, expected: str) -> None:
    """Raises Bad(401) for a pass that is none, Bad(403) for a good one of somebody else."""
    token, key = _parts(header)
    head, claims, signature = _opened(token)
    if head.get("alg") != "ES256":
        raise Bad(401, "alg must be ES256")
    _check_signature(token, signature, key)
    _check_claims(claims, origin)
    if key != expected:
        raise Bad(403, "the browser subscribed with another key")


def _parts(header: str) -> tuple[str, str]:
    scheme, _space, rest = header.partition(" ")
    named = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme.lower() != "vapid" or not {"t", "k"} <= named.keys():
        raise Bad(401, "Authorization: vapid t=…, k=… is needed")
    return named["t"], named["k"]


def _opened(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    try:
        head, claims, signature = map(unpadded, token.split("."))
        return json.loads(head), json.loads(claims), signature
    except ValueError as error:
        raise Bad(401, "the pass cannot be read") from error


def _check_signature(token: str, signature: bytes, key: str) -> None:
    numbers = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), unpadded(key))
        signed = token.rpartition(".")[0].encode()
        public.verify(encode_dss_signature(*numbers), signed, ECDSA(SHA256()))
    except (ValueError, InvalidSignature) as error:
        raise Bad(401, "the signature is wrong") from error


def _check_claims(claims: dict[str, Any], origin: str) -> None:
    if claims.get("aud") != origin:
        raise Bad(401, f"aud must be {origin}")
    left = float(claims.get("exp", 0)) - time.time()
    if not 0 < left <= LONGEST_LIFE:
        raise Bad(401, "exp must be within 24 hours")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise Bad(401, "sub must say whom to write to")


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
