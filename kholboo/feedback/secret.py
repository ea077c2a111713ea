"""The secret that opens a case: twelve digits to type, or a link with 128 bits.

Digits, because they are read over the phone and typed on small keyboards. The number alone
carries no right; guessing is stopped by the rate limit of the tracking door.
"""

import hmac
import secrets

from kholboo.core import seal
from kholboo.feedback.models import Case

DIGITS = 12


def new_secret() -> str:
    return "".join(secrets.choice("0123456789") for _digit in range(DIGITS))


def seal_secret(case: Case, secret: str) -> bytes:
    return seal.seal({"secret": secret}, data_key=seal.house_key("feedback"), row=_row(case))


def secret_of(case: Case) -> str:
    """The secret as it was given to the sender."""
    opened = seal.unseal(case.sealed_secret, data_key=seal.house_key("feedback"), row=_row(case))
    return opened["secret"]


def grouped(secret: str) -> str:
    """`482199301745` as `4821 9930 1745`, as it is shown and read aloud."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def is_secret_of(case: Case, typed: str) -> bool:
    """Compare in constant time; spaces and hyphens that people type do not matter."""
    digits = "".join(letter for letter in typed if letter.isdecimal() and letter.isascii())
    return hmac.compare_digest(digits, secret_of(case))


def link_token(case: Case) -> str:
    """The 128 bits of the follow link (QR code); a new secret makes a new link."""
    return seal.derive_token("track", f"{case.client_key}:{secret_of(case)}")


def is_link_token_of(case: Case, token: str) -> bool:
    return hmac.compare_digest(token.encode(), link_token(case).encode())


def sign_token(case: Case) -> str:
    """The link under which others sign a joint petition. It shows the words and nothing else,
    so it is made without the secret, and stays when the secret changes.
    """
    return seal.derive_token("sign", str(case.client_key))


def sign_hash(token: str) -> str:
    """What the table keeps of a sign link: it finds the petition, it opens nothing."""
    return seal.blind("sign", token)


def _row(case: Case) -> str:
    return f"case:{case.client_key}"
