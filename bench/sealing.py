"""Sealed bytes as `core.seal` makes them, without what it does anew for each row.

One read of chance for the four that a case needs, and the two ciphers of the house made once.
`tests/bench` opens what is sealed here with the product's own code.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kholboo.core import seal

KEY, NONCE = 32, 12  # bytes


class Sealer:
    """Closes the contact and the secret of one case after the other."""

    def __init__(self) -> None:
        self._wrap = AESGCM(seal._derived("wrap"))
        self._house = AESGCM(seal.house_key("feedback"))

    def close(self, key: int, person: bytes, client_key: str, secret: str) -> tuple[str, str, str]:
        """The wrapped key, the contact and the secret, as COPY reads bytes.

        `person` is the contact's mapping as JSON, `client_key` a UUID with its hyphens.
        """
        chance = os.urandom(KEY + 3 * NONCE)
        data_key, row = chance[:KEY], b"contact:%d" % key
        nonces = (chance[at : at + NONCE] for at in range(KEY, len(chance), NONCE))
        said = f'{{"secret": "{secret}"}}'.encode()
        return (
            _closed(self._wrap, next(nonces), data_key, row),
            _closed(AESGCM(data_key), next(nonces), person, row),
            _closed(self._house, next(nonces), said, f"case:{client_key}".encode()),
        )


def _closed(cipher: AESGCM, nonce: bytes, plain: bytes, row: bytes) -> str:
    return f"\\\\x{(seal.VERSION + nonce + cipher.encrypt(nonce, plain, row)).hex()}"
