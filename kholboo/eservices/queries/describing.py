"""A version of a procedure in words: a table of steps, so that nobody has to read a drawing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from kholboo.eservices.book import Book, said
from kholboo.eservices.engine.conditions.kinds import PLAIN
from kholboo.eservices.engine.decisions import Binds, Table
from kholboo.eservices.engine.known_names import names_known
from kholboo.eservices.engine.marking import Drawn, called, join, put
from kholboo.eservices.papers import Paper, papers_of
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.step_lines import Part, parts_of, term_words
from kholboo.eservices.queries.wording import Wording
from kholboo.registers.particulars import OF_KIND
from kholboo.registers.rules import Kind


@dataclass(frozen=True)
class Row:
    rule: str
    cells: tuple[str, ...]
    outputs: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Grid:
    table: Table
    name: str
    binds: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PaperLine:
    """A document the applicant gives; `when` is empty for one that is always asked."""

    title: str
    when: str
    is_needed: bool


@dataclass(frozen=True)
class Sheet:
    """All of a version in words."""

    book: Book
    about: str
    term: str
    parts: list[Part]
    grids: list[Grid]
    pages: list[tuple[str, list[str]]]
    papers: list[PaperLine]
    requirements: list[str]
    laws: list[tuple[str, str, bool]]
    grants: str
    certified: list[tuple[str, str]]


def sheet_of(read: Read) -> Sheet:
    raw = read.book.raw
    return Sheet(
        book=read.book,
        about=said(raw.get("about")),
        term=term_words(read.book.term),
        parts=parts_of(read),
        grids=grids_of(read),
        pages=_pages(read),
        papers=[_paper(one) for one in papers_of(raw)],
        requirements=[said(row) for row in raw.get("requirements", ())],
        laws=[
            (said(row["title"]), row["url"], bool(row.get("sample")))
            for row in raw.get("legal_basis", ())
        ],
        grants=_grants(read.book),
        certified=list(_certified(read)),
    )


def _pages(read: Read) -> list[tuple[str, list[str]]]:
    form = read.form
    return [(said(page.title), [said(one.label) for one in page.fields]) for page in form.pages]


def _paper(paper: Paper) -> PaperLine:
    when = said(paper.hint) if paper.condition else ""
    return PaperLine(said(paper.title), when, paper.is_required)


def _grants(book: Book) -> str:
    kind, years = book.grants.get("kind"), book.grants.get("years")
    said = [str(Kind(kind).label)] if kind else []
    if years:
        words = ngettext(
            "a certificate for %(count)s year", "a certificate for %(count)s years", years
        )
        said.append(words % {"count": years})
    return ", ".join(said)


def _certified(read: Read) -> Iterator[tuple[str, str]]:
    """What stands on the certificate, and where it comes from."""
    grants, words = read.book.grants, Wording(read.book, read.bundle)
    known = OF_KIND[Kind(grants["kind"])] if grants else ()
    facts = grants.get("facts", {})
    sources = [
        (gettext("Title of the certificate"), grants.get("title") or ()),
        (gettext("Standards it conforms to"), grants.get("standards") or ()),
        *((str(fact.label), facts.get(fact.key, ())) for fact in known),
    ]
    for label, names in sources:
        first, *others = [words.name(tuple(name.split("."))) for name in names] or [""]
        if first:
            row = words.row(tuple(names[0].split(".")))
            told = join(": ", (row, first)) if row else first
            facts = {"first": told, "others": join(", ", others)}
            yield label, put("%(first)s (%(others)s)", facts) if others else told


def grids_of(read: Read) -> list[Grid]:
    words = Wording(read.book, read.bundle)
    return [_grid(table, words) for table in read.bundle.tables.values()]


def _grid(table: Table, words: Wording) -> Grid:
    paths = [column.path for column in table.inputs]
    rows = tuple(
        Row(
            rule.id,
            tuple(words.test(cell, path) for cell, path in zip(rule.cells, paths, strict=True)),
            tuple(
                words.output(table.id, output.name, value)
                for output, value in zip(table.outputs, rule.outputs, strict=True)
            ),
            Drawn(rule.note),
        )
        for rule in table.rules
    )
    binds = (
        gettext("as it stands on the day of the application")
        if table.binds is Binds.SUBMISSION
        else gettext("as it stands on the day of the decision")
    )
    return Grid(
        table,
        Drawn(table.name),
        binds,
        tuple(Drawn(column.label) for column in table.inputs),
        tuple(called(one.label, one.name) for one in table.outputs),
        rows,
    )


def names_for_tables(read: Read, table: str) -> dict[str, tuple[str, str]]:
    """What a column of this table may ask for: the name, its words, its kind."""
    bundle, words = read.bundle, Wording(read.book, read.bundle)
    known = names_known(bundle.manifest, bundle.graphs, bundle.schema, bundle.tables)
    return {
        ".".join(path): (str(words.name(path)), kind.name)
        for path, kind in known.items()
        if kind.name in PLAIN and path[0] != table
    }
