"""A lived application as text for COPY, with a gap wherever copies of it differ.

Every column is read off the models, so a new one is copied too; a key that leads to a table nobody
knows here is refused.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from bench.applications.days import Day, day_of
from bench.applications.lives import NAME, PRODUCT, REGISTER, STREET, Life, Lived
from bench.applications.tables import COPIED, MADE, POINTED_AT, THE_SAME, Model, fields_of, rows_of
from bench.tables import NULL
from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Aimag, Office
from kholboo.audit.models import Entry
from kholboo.eservices.applicants import told_by
from kholboo.eservices.models import Completion, Decision, Invoiced, Pause, Step
from kholboo.payments.models import Invoice
from kholboo.registers.models import Certificate

TARGET = re.compile(r"([a-z]+\.[A-Za-z]+):(.+)")
OPEN, CLOSE = "⟦", "⟧"  # around a gap that stands for a bare number of JSON


@dataclass(frozen=True)
class Pattern:
    """`texts`: the rows of each table. `keys`: how many keys of each are pointed at. `days`: dates
    by the name of their gap. `pauses` begin and end with stages.
    """

    life: Life
    texts: Mapping[str, str]
    keys: Mapping[str, int]
    days: Mapping[str, Day]
    uuids: int
    invoiced: str  # the place of the step with the invoice, as the invoice's key is made of it
    pauses: tuple[tuple[int, int | None], ...]
    numbered: Mapping[str, int]  # in which stage the decision, invoice, certificate got its number
    told: str  # the answers that are sealed, as JSON with the same gaps


def pattern_of(made: Lived) -> Pattern:
    """Read all rows of one lived application. Raises LookupError for a key nobody knows here."""
    return _Reader(made, dict(rows_of(made.application))).read()


@dataclass
class _Reader:
    made: Lived
    rows: dict[Model, list[Any]]
    gaps: dict[tuple[Model, Any], str] = field(default_factory=dict)
    days: dict[Day, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    uuids: dict[UUID, str] = field(default_factory=dict)

    def read(self) -> Pattern:
        for model in POINTED_AT:
            for place, row in enumerate(self.rows[model]):
                self.gaps[model, row.pk] = f"{model._meta.label}:{place}"
        self._know_people()
        self._know_marks()
        texts = {model._meta.label: "".join(map(self._line, self.rows[model])) for model in COPIED}
        return Pattern(
            life=self.made.life,
            texts={label: text for label, text in texts.items() if text},
            keys={model._meta.label: len(self.rows[model]) for model in POINTED_AT},
            days={name: day for day, name in self.days.items()},
            uuids=len(self.uuids),
            invoiced=self._invoiced(),
            pauses=tuple(
                (self._stage(row.started_at), self._stage(row.ended_at) if row.ended_at else None)
                for row in self.rows[Pause]
            ),
            numbered=self._numbered(),
            told=self._marked_in(_json(told_by(self.made.application.applicant))),
        )

    @cached_property
    def known(self) -> re.Pattern[str]:
        longest_first = sorted(self.marks, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    def _numbered(self) -> dict[str, int]:
        found = {
            "decision": [row.decided_at for row in self.rows[Decision]],
            "invoice": [row.issued_at for row in self.rows[Invoice]],
            "certificate": [row.granted_at for row in self.rows[Certificate]],
        }
        return {name: self._stage(given[0]) for name, given in found.items() if given}

    def _know_people(self) -> None:
        for row in User.objects.filter(email__endswith=".orkhon@demo.invalid"):
            self.people[row.pk] = str(row.email).partition(".")[0]
        self.people[self.made.application.user_id] = "user"

    def _know_marks(self) -> None:
        application = self.made.application
        self.marks |= {
            application.number: "number",
            str(application.key): "key",
            NAME: "name",
            REGISTER: "register",
            PRODUCT: "product",
            STREET: "street",
            f'"{application.office.slug}"': "slug",
        }
        for row in self.rows[Invoice]:
            self.marks |= {row.number: "invoice", row.public_id: "public_id"}
            self.marks[str(row.key)] = "invoice_key"
        for row in self.rows[Decision]:
            self.marks[row.number] = "decision"
        for row in self.rows[Certificate]:
            self.marks |= {row.number: "certificate", row.token: "token"}
        for row in self.rows[Completion]:
            # Story and history say the day too.
            self.marks[row.due_on.isoformat()] = self._day(row, "due_on")

    def _invoiced(self) -> str:
        steps = [row.step for row in self.rows[Invoiced]]
        return "".join(f"{one.scope}|{one.node}|{one.visit}" for one in steps)

    def _stage(self, moment: datetime) -> int:
        return self.made.stage_of(moment)

    def _line(self, row: Any) -> str:
        return "\t".join(self._cell(row, one) for one in fields_of(type(row))) + "\n"

    def _cell(self, row: Any, column: Any) -> str:
        value = getattr(row, column.attname)
        if made := MADE.get((type(row), column.name)):
            return _gap(made)
        if value is None:
            return NULL
        if isinstance(value, UUID):
            return self._uuid(value)
        if column.primary_key or column.is_relation:
            return self._key(row, column, value)
        if isinstance(value, datetime):
            return _gap(f"at{self._stage(value)}")
        if isinstance(value, date):
            return _gap(self._day(row, column.name))
        tell = _TOLD.get((type(row), column.name))
        return tell(self, row, value) if tell else self._plain(value)

    def _key(self, row: Any, column: Any, value: Any) -> str:
        target = column.related_model if column.is_relation else type(row)
        if (target, value) in self.gaps:
            return _gap(self.gaps[target, value])
        if target is User:
            return _gap(self.people[value])
        if target in (Office, Aimag, Organisation):
            return _gap(str(target._meta.model_name))
        if target in THE_SAME:
            return str(value)
        raise LookupError(f"{row._meta.label}.{column.name}: nobody knows where it leads")

    def _uuid(self, value: UUID) -> str:
        known = self.marks.get(str(value))
        return _gap(known or self.uuids.setdefault(value, f"uuid{len(self.uuids)}"))

    def _day(self, row: Any, column: str) -> str:
        day = day_of(self.made, row, column)
        return self.days.setdefault(day, f"day{len(self.days)}")

    def label(self, row: Entry, value: str) -> str:
        who = self.people.get(row.actor_id or 0, "user")
        return self._plain(value) if who == "user" else _gap(f"{who}_name")

    def target(self, row: Entry, value: str) -> str:
        found = TARGET.fullmatch(value)
        assert found is not None
        model = next(one for one in COPIED if one._meta.label == found[1])
        return f"{found[1]}:" + _gap(self.gaps[model, int(found[2])])

    def role(self, row: Step, value: str) -> str:
        """The head office has no head of an office."""
        return _gap("head_role") if value == "office_head" else self._plain(value)

    def invoice(self, row: Invoiced, value: int) -> str:
        return _gap(self.gaps[Invoice, value])

    def _plain(self, value: Any) -> str:
        if isinstance(value, bytes | memoryview):
            if len(value):
                raise LookupError("sealed bytes that no copy would open")
            return "\\\\x"
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, dict | list):
            value = _json(self._numbers(value))
        return self._marked(str(value))

    def _numbers(self, value: Any, name: str = "") -> Any:
        """JSON with the keys of people and places marked, which are bare numbers in it."""
        if isinstance(value, dict):
            return {each: self._numbers(one, each) for each, one in value.items()}
        if isinstance(value, list):
            return [self._numbers(one) for one in value]
        if name == "expert" and isinstance(value, int):
            return f"{OPEN}{self.people[value]}{CLOSE}"
        return f"{OPEN}office{CLOSE}" if name == "office" else value

    def _marked(self, text: str) -> str:
        """COPY's own signs written out, then a gap for every marker."""
        text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        return re.sub(f'"{OPEN}(.+?){CLOSE}"', lambda found: _gap(found[1]), self._marked_in(text))

    def _marked_in(self, text: str) -> str:
        return self.known.sub(lambda found: _gap(self.marks[found[0]]), text.replace("%", "%%"))


_TOLD: dict[tuple[Model, str], Callable[[_Reader, Any, Any], str]] = {
    (Entry, "actor_label"): _Reader.label,
    (Entry, "target"): _Reader.target,
    (Step, "role"): _Reader.role,
    (Invoiced, "invoice"): _Reader.invoice,
}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _gap(name: str) -> str:
    return f"%({name})s"
