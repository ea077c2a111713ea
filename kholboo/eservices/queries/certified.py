"""What of an application goes onto its certificate: as the procedure says under `grants`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kholboo.agency.models import Aimag
from kholboo.agency.places import places
from kholboo.eservices.book import said
from kholboo.eservices.engine.forms.form import Form, Kind
from kholboo.eservices.engine.naming import FORM, Data, value_of
from kholboo.eservices.models import Application
from kholboo.eservices.queries.bundles import Read
from kholboo.registers.particulars import LONGEST_TEXT, MOST_LINES, OF_KIND, plain_line
from kholboo.registers.rules import LONGEST_TITLE, MOST_STANDARDS
from kholboo.registers.rules import Kind as Certificate
from kholboo.standards.models import Edition
from kholboo.standards.numbers import parse
from kholboo.standards.queries.numbered import editions_of_number

# Registers are kept in Mongolian, whatever language an applicant reads.
LANGUAGE = "mn"
# What versions mean that were published before a procedure had to say it: all granted products.
SAID_BEFORE: Mapping[str, Any] = {
    "title": ["form.products.name"],
    "standards": ["form.products.standard"],
    "facts": {
        "products": ["form.products.name", "form.products.standard"],
        "brand": ["form.products.brand"],
        "barcodes": ["form.products.gtin"],
        "place": ["form.production_address"],
    },
}


@dataclass(frozen=True)
class Certified:
    """What is handed to the register; texts longer than it takes end in “…”."""

    title: Mapping[str, str]
    particulars: Mapping[str, object]
    standards: Sequence[Edition | str]


def certified(read: Read, data: Data) -> Certified:
    """`data`: answers and results of the application, as conditions ask for them."""
    grants = read.book.grants
    mapping = grants if "facts" in grants else SAID_BEFORE
    words = _Words(read, data)
    title = _shortened(words.together(mapping.get("title") or ()), LONGEST_TITLE)
    kinds = {fact.key: fact.kind for fact in OF_KIND[Certificate(grants["kind"])]}
    return Certified(
        title={"mn": title, "en": ""} if title else dict(read.book.title),
        particulars={key: words.fact(names, kinds[key]) for key, names in mapping["facts"].items()},
        standards=[
            _edition(one) or one
            for one in dict.fromkeys(words.lines(mapping.get("standards") or ()))
        ][:MOST_STANDARDS],
    )


def place_of(application: Application, read: Read) -> Aimag:
    """Where it is, as the procedure asks it; the office's own aimag where the form did not ask."""
    asked = str(read.book.raw.get("place") or "")
    known = places().aimags.get(str(application.answers.get(asked, "")))
    return known or application.office.aimag


@dataclass(frozen=True)
class _Words:
    """Answers and results by their names, as a register writes them."""

    read: Read
    data: Data

    def fact(self, names: Sequence[str], kind: str) -> object:
        if kind == "number":
            return self._values(names[0])[0]
        if kind == "text":
            return _shortened(self.together(names), LONGEST_TEXT)
        return [_shortened(line, LONGEST_TEXT) for line in self.lines(names)][:MOST_LINES]

    def together(self, names: Sequence[str]) -> str:
        return ", ".join(dict.fromkeys(self.lines(names)))

    def lines(self, names: Sequence[str]) -> list[str]:
        """One for each row; the names after the first stand in brackets behind it."""
        columns = [[self._said(name, value) for value in self._values(name)] for name in names]
        found = []
        for first, *others in zip(*columns, strict=False):
            rest = ", ".join(filter(None, others))
            found += [f"{first} ({rest})" if first and rest else first or rest]
        # A text of several lines, written where no list was asked for, is several lines.
        return [line for text in found for part in text.splitlines() if (line := plain_line(part))]

    def _values(self, name: str) -> list[Any]:
        value = value_of(name.split("."), self.data)
        return value if isinstance(value, list) else [value]

    def _said(self, name: str, value: Any) -> str:
        node, *path = name.split(".")
        if value in (None, ""):
            return ""
        if node != FORM:
            return self._result(node, path[-1], value)
        field = Form.of(self.read.bundle.schema, self.read.bundle.ui).at(path)
        if field is not None and field.kind in (Kind.CHOICE, Kind.CHOICES):
            return said(dict(field.options).get(value), LANGUAGE) or str(value)
        return str(value)

    def _result(self, node: str, key: str, value: Any) -> str:
        step = self.read.book.steps.get(node)
        if step is None:
            return str(value)
        titles = {one.key: one.title for one in step.outcomes} if key == "outcome" else {}
        for field in step.fields:
            if field["key"] == key:
                titles = {one["key"]: one["title"] for one in field.get("choices", ())}
        return said(titles.get(str(value)), LANGUAGE) or str(value)


def _edition(words: str) -> Edition | None:
    """None where the catalogue has other years only: a certificate names what was examined."""
    found = editions_of_number(words)
    edition = found.first() if found is not None else None
    asked = parse(words)
    is_other = edition is not None and asked and asked.year and edition.year != asked.year
    return None if is_other else edition


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
