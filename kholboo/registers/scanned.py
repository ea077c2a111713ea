"""Which codes of ours the scanner opens: those on certificates, and their typed numbers."""

from urllib.parse import urlencode

from kholboo.registers import numbers
from kholboo.ui.scanning import Opener, add

# Signed codes in base64url, or the 26 letters of a certificate's own address.
CODE = "[A-Za-z0-9_-]{26,1500}"


def put_up() -> None:
    add(Opener("registers.certificate", f"/verify/{CODE}/", path_of))


def path_of(text: str) -> str | None:
    number = numbers.parse(text)
    return f"/verify/?{urlencode({'number': number})}" if number else None
