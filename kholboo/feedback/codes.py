"""Which of our codes on paper a phone may open: the follow link of a receipt, the way to sign."""

from urllib.parse import urlencode

from kholboo.agency.services.numbering import parse_number
from kholboo.ui.scanning import Opener, add

# 26 characters of base 32, as core.seal.derive_token makes them.
LINK = "[a-z2-7]{26}"
NUMBER = "[0-9]{2}-[0-9]{6,7}-[0-9]"


def put_up() -> None:
    add(Opener("feedback.case", f"/track/{NUMBER}/(open/{LINK}/)?", path_of))
    add(Opener("feedback.sign", f"/feedback/sign/{LINK}/"))


def path_of(text: str) -> str | None:
    """To the door of the case, which asks for the secret code."""
    number = parse_number(text)
    return f"/track/?{urlencode({'number': number})}" if number else None
