"""What we ask of the national store, estandard.gov.mn, in our own words."""

from dataclasses import dataclass
from typing import Protocol

from kholboo.core.errors import DomainError
from kholboo.standards.changing import Facts

# What both sides speak about; everything else each side keeps for itself.
COMMON = (
    "title_mn",
    "title_en",
    "stage",
    "approved_on",
    "resolution",
    "effective_on",
    "withdrawn_on",
    "pages",
    "ics",
    "committee",
    "ties",
)
# A store that does not speak of these at all leaves them as they are here.
OPTIONAL = ("committee", "ties")


class Outrun(DomainError):
    """The store's record was changed since `expected`: nothing was written there."""

    code = "outrun"


@dataclass(frozen=True)
class Record:
    """An edition as the store has it; `revision` is another one after every change there.

    Its ties are `[kind, words, clause, since, link]`: numbers as people write them, no keys of ours.
    """

    number: str
    year: int | None
    facts: Facts
    revision: str = ""


@dataclass(frozen=True)
class Batch:
    """Changes in the order in which they happened; `mark` is where the next look begins.

    `unreadable` are records of a shape we do not know: somebody has to look at them.
    """

    records: list[Record]
    mark: str
    has_more: bool = False
    unreadable: int = 0


class NationalStore(Protocol):
    def changed_since(self, mark: str) -> Batch:
        """What changed after `mark`; from the beginning for an empty one. Raises Unreachable."""
        ...

    def put(self, key: str, record: Record, *, expected: str) -> str:
        """Write our record over the revision `expected` (empty: there is none yet).

        Returns the new revision. The same `key` again writes nothing and gives the same answer.
        Raises Outrun, or Unreachable (try again).
        """
        ...
