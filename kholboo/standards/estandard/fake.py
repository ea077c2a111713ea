"""A national store for tests: remembers records, counts revisions; faults as the simulator's."""

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import Unreachable
from kholboo.standards.estandard.port import Batch, Outrun, Record

SHEET = 50


class FakeStore:
    """Faults: "500", "cut", "lost" (written, but the answer never comes)."""

    def __init__(self) -> None:
        self.history: list[Record] = []
        self.fault = ""
        self._answers: dict[str, str] = {}

    def changed_since(self, mark: str) -> Batch:
        self._strike("500", "cut")
        start = int(mark or 0)
        rows = self.history[start : start + SHEET]
        end = start + len(rows)
        return Batch(rows, str(end), has_more=end < len(self.history))

    def put(self, key: str, record: Record, *, expected: str) -> str:
        self._strike("500", "cut")
        if key not in self._answers:
            if self._newest(record) != expected:
                raise Outrun(_("The record was changed at estandard.gov.mn meanwhile."))
            self._answers[key] = self.write(record)
        self._strike("lost")
        return self._answers[key]

    def write(self, record: Record) -> str:
        """Somebody changes it over there."""
        revision = str(len(self.history) + 1)
        self.history.append(Record(record.number, record.year, record.facts, revision))
        return revision

    def _newest(self, record: Record) -> str:
        same = (row for row in reversed(self.history) if row.number == record.number)
        return next((row.revision for row in same if row.year == record.year), "")

    def _strike(self, *kinds: str) -> None:
        if self.fault in kinds:
            raise Unreachable(_("estandard.gov.mn has trouble. Try again later."))
