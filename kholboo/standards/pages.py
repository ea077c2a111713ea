"""The last touch to the HTML of a text: where its links lead, and what amends a clause."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from kholboo.standards.models import Clause, Part, Relation, ScannedPage
from kholboo.standards.reading import ScanState

# No text can hold these: quotes of a file are escaped.
LOOKS = ((60_000, " part-longest"), (8_000, " part-long"))
# Of a clause, or of one in an annex: 5.2, A.1.
_NUMBER = re.compile(r"\b(?:[^\W\d_]\.)?\d+(?:\.\d+)*\b")
_HEADING = re.compile(r"\s*<h([1-6])\b.*?</h\1>", re.DOTALL)
# Pages of a PDF; what is read first is laid out at once.
SHEET = "page-"
PICTURE, STANDARD = '"pic:', '"std:'
# Where the first picture of a page of a PDF is, in the form that comes first (pdf/markup.py).
_FRONT = re.compile(r'(?:type="(image/\w+)" srcset|class="sheet" src)="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A part as it is shown."""

    part: Part
    html: str

    @property
    def is_by_machine(self) -> bool:
        """Its words were recognised, and nobody has compared them yet."""
        scan: ScannedPage | None = getattr(self.part, "scan", None)
        return scan is not None and scan.state == ScanState.READ

    @property
    def front(self) -> tuple[str, str] | None:
        """Address and form of its picture: fetched before anything that was found later."""
        found = _FRONT.search(self.html) if self.part.anchor.startswith(SHEET) else None
        return (found[2], found[1] or "") if found else None

    @property
    def look(self) -> str:
        """Parts of many screens are laid out when they come near; see reader.css."""
        if self.part.anchor.startswith(SHEET) and self.part.position > 1:
            return " part-sheet"
        return next((look for least, look in LOOKS if len(self.html) >= least), "")


def led(part: Part, pictures: str) -> Page:
    """With real addresses; `pictures` is what the pictures' addresses begin with.

    Safe: our converter wrote it, and it escapes all that comes from a file.
    """
    home = reverse("standards:catalogue")
    page = part.html.replace(PICTURE, f'"{pictures}').replace(STANDARD, f'"{home}')
    return Page(part, mark_safe(page))  # noqa: S308


def amended(
    parts: Sequence[Part], clauses: Iterable[Clause], amendments: Iterable[Relation]
) -> list[Relation]:
    """Write each amendment under the heading of the clause it is about; parts are not saved.

    Gives back those that found no place: about the whole, or about a clause that is not shown.
    """
    anchors = {_bare(clause.label): clause.anchor for clause in clauses if clause.label}
    left = []
    for row in amendments:
        anchor = anchors.get(_bare(row.clause)) if row.clause else None
        part = next((one for one in parts if anchor and f'id="{anchor}"' in one.html), None)
        if part and anchor:
            part.html = _with(part.html, anchor, row)
        else:
            left.append(row)
    return left


def _bare(label: str) -> str:
    """The number of a clause however it is written: `5.2`, `§ 5.2.`, `5.2 дугаар зүйл`."""
    found = _NUMBER.search(label.upper())
    return found[0] if found else label.casefold().strip()


def _with(page: str, anchor: str, row: Relation) -> str:
    notice = render_to_string(
        "standards/reader/amendment.html", {"row": row, "edition": row.source}
    )
    place = page.index(">", page.index(f'id="{anchor}"')) + 1
    heading = _HEADING.match(page, place)
    place = heading.end() if heading else place
    return page[:place] + notice + page[place:]
