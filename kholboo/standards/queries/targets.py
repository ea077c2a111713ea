"""What a typed number means as the other end of a tie, and what could be meant."""

from kholboo.standards.changing import LONGEST_TIE
from kholboo.standards.models import Edition, Work
from kholboo.standards.numbers import parse
from kholboo.standards.queries.search import search

MOST_OFFERED = 10


def edition_meant(words: str) -> Edition | None:
    """The edition of this number and year; None when there is none, or no year is named."""
    parsed = parse(words)
    if parsed is None or parsed.year is None:
        return None
    found = Edition.objects.filter(work__key=parsed.key, year=parsed.year)
    return found.select_related("work").first()


def end_of(words: str) -> tuple[str, str]:
    """(how, name) of a tie: an edition, a work where no year is named, else the words."""
    edition = edition_meant(words)
    if edition:
        return "edition", edition.slug
    parsed = parse(words)
    if parsed and parsed.year is None:
        work = Work.objects.filter(key=parsed.key).first()
        if work:
            return "work", work.slug
    return "text", words[:LONGEST_TIE]


def offered(words: str) -> list[Edition]:
    """Editions whose number or title fits what is being typed."""
    if not words.strip():
        return []
    return [row.edition for row in search(words).rows[:MOST_OFFERED]]
