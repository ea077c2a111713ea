"""The browsers of the push simulator: they subscribe, and read what was locked for them.

Written apart from `push/sealing.py` on purpose, with HKDF by hand (RFC 5869): two that agree by
sharing a mistake prove nothing.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kholboo.notifications.simulators.passes import Bad, unpadded

CURVE = ec.SECP256R1()


@dataclass
class Browser:
    """One subscription. `key`: the sender it was made for. `number`: its private key, hex."""

    token: str
    key: str
    number: str
    auth: str
    is_over: bool = False

    @property
    def _private(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(int(self.number, 16), CURVE)

    @property
    def _public(self) -> bytes:
        return _raw(self._private.public_key())

    def told(self, origin: str) -> dict[str, object]:
        """What the page gets, as PushSubscription.toJSON() writes it."""
        return {
            "endpoint": f"{origin}/push/{self.token}",
            "expirationTime": None,
            "keys": {"p256dh": _text(self._public), "auth": self.auth},
        }

    def read(self, body: bytes) -> str:
        """The words. Raises Bad(400) when they were not locked for this browser."""
        salt, length = body[:16], body[20] if len(body) > 20 else 0
        sender, locked = body[21 : 21 + length], body[21 + length :]
        try:
            point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
            shared = self._private.exchange(ec.ECDH(), point)
            about = b"WebPush: info\0" + self._public + sender
            both = _hkdf(unpadded(self.auth), shared, about, 32)
            key = _hkdf(salt, both, b"Content-Encoding: aes128gcm\0", 16)
            nonce = _hkdf(salt, both, b"Content-Encoding: nonce\0", 12)
            plain = AESGCM(key).decrypt(nonce, locked, None).rstrip(b"\0")
            return plain.removesuffix(b"\x02").decode()
        except (ValueError, InvalidTag) as error:
            raise Bad(400, "the words are not locked for this browser") from error


class Browsers:
    """All of them, kept in a file so that a restart ends no subscription."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()
        rows = json.loads(file.read_text()) if file.exists() else []
        self._known = {row["token"]: Browser(**row) for row in rows}

    def subscribe(self, key: str) -> Browser:
        """Raises ValueError when the sender's key is no point of the curve."""
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpadded(key))
        number = ec.generate_private_key(CURVE).private_numbers().private_value
        browser = Browser(secrets.token_urlsafe(16), key, f"{number:x}", secrets.token_urlsafe(16))
        self._keep(browser)
        return browser

    def find(self, token: str) -> Browser:
        browser = self._known.get(token)
        if browser is None:
            raise Bad(404, "no such subscription")
        if browser.is_over:
            raise Bad(410, "the subscription is over")
        return browser

    def end(self, token: str) -> None:
        self._known[token].is_over = True
        self._keep(self._known[token])

    def _keep(self, browser: Browser) -> None:
        with self._lock:
            self._known[browser.token] = browser
            rows = json.dumps([asdict(one) for one in self._known.values()])
            fresh = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(fresh, "w", encoding="utf-8") as target:
                target.write(rows)


def _hkdf(salt: bytes, secret: bytes, about: bytes, length: int) -> bytes:
    first = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(first, about + b"\x01", hashlib.sha256).digest()[:length]


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
