"""Facts about one thing: rows of keys and values, numbers, codes to scan."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from kholboo.ui.components.engine import Component, block_component, component


@component("number")
@dataclass(frozen=True)
class Number(Component):
    """A number people copy, read aloud and write down: large, evenly spaced, with a copy key."""

    value: object
    label: object = ""
    is_grouped: bool = True
    has_copy: bool = True

    @property
    def groups(self) -> list[str]:
        """Groups of four letters; a number that has its own hyphens stays as it is."""
        text = str(self.value)
        if not self.is_grouped or "-" in text:
            return [text]
        return [text[i : i + 4] for i in range(0, len(text), 4)]


@component("facts")
@dataclass(frozen=True)
class Facts(Component):
    """Plain pairs of (name, value); empty values are left out."""

    pairs: Iterable[tuple[object, object]]
    is_wide: bool = False


@component("answers")
@dataclass(frozen=True)
class Answers(Component):
    """ "Check your answers": rows of (question, answer, address to change it or "")."""

    rows: Iterable[tuple[object, object, str]]


@component("qr")
@dataclass(frozen=True)
class Qr(Component):
    """`text` (an address) as a QR picture with a caption; drawn here, asked of nobody."""

    text: str
    caption: object = ""

    @property
    def picture(self) -> SafeString:
        code = segno.make(self.text, error="m", micro=False)
        drawn = code.svg_inline(
            border=2, omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff"
        )
        return mark_safe(drawn)  # noqa: S308  drawn by segno from squares only


@block_component("letterhead")
@dataclass(frozen=True)
class Letterhead(Component):
    """The agency's head of a printed page; on screens it is not there."""

    office: object = ""
