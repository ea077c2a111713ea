"""What other houses let people find on the page of search: each offers its own things.

    finding.offer(Source("standards", _("Standards"), find))

`find` asks the database a fixed number of times and gives at most `question.limit` hits. It is
called for all the words, and once more for any of them when nobody had anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST = 100  # letters of what is looked for


@dataclass(frozen=True)
class Question:
    """What somebody looks for: their words, bounded, and the stems of them.

    `needs_all`: a hit has all the words; otherwise any will do.
    """

    words: str
    stems: tuple[str, ...]
    language: str
    limit: int
    needs_all: bool = True


@dataclass(frozen=True)
class Hit:
    """One thing found. `pieces` are the words around: pairs of a text and whether it was asked.

    `names` is what else it is called, and not shown.
    """

    title: str
    href: str
    pieces: tuple[tuple[str, bool], ...] = ()
    note: str = ""
    language: str = ""
    names: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Found:
    """`count` is at least the number of hits; `is_more`: there are more than were counted."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    is_more: bool = False
    href: str = ""  # where all of them stand


@dataclass(frozen=True)
class Source:
    """`label` heads its group; `key` stands in addresses."""

    key: str
    label: object
    find: Callable[[Question], Found]


def asked(text: str) -> str:
    """What somebody typed, bounded and on one line."""
    return " ".join(text.replace("\x00", "").split())[:LONGEST].strip()


_sources: dict[str, Source] = {}


def offer(source: Source) -> None:
    """Called in `AppConfig.ready`; a key is offered once."""
    if source.key in _sources:
        raise ValueError(source.key)
    _sources[source.key] = source


def sources() -> list[Source]:
    return list(_sources.values())
