"""What a bundle says besides its drawing, as the desk and the clock read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from kholboo.accounts.roles import Role
from kholboo.eservices.rules import StepKind
from kholboo.eservices.term import Term

Words = Mapping[str, str]
APPLICANT = "applicant"
# Where a manifest names no term for completing the papers. No source confirms it.
COMPLETION: Mapping[str, Any] = {"days": 10, "counting": "working"}


def said(words: Words | None, language: str | None = None) -> str:
    """The words in the language of the page; Mongolian where there are no others."""
    if not words:
        return ""
    return words.get(language or get_language() or "mn") or words["mn"]


@dataclass(frozen=True)
class Choice:
    """`needs_reason`: of an outcome that is chosen only with words."""

    key: str
    title: Words
    needs_reason: bool = False

    @property
    def words(self) -> str:
        return said(self.title)


@dataclass(frozen=True)
class StepRule:
    """One step as the manifest describes it. `fields` and `checklist` are shown as they stand."""

    id: str
    role: str
    kind: StepKind
    title: Words
    term: Term | None = None
    is_term_sample: bool = False
    outcomes: tuple[Choice, ...] = ()
    fields: tuple[Mapping[str, Any], ...] = ()
    checklist: tuple[Choice, ...] = ()
    not_same_as: tuple[str, ...] = ()
    asks_step_up: bool = False
    milestone: str = ""
    table: str = ""

    @property
    def words(self) -> str:
        return said(self.title)

    @property
    def by_applicant(self) -> bool:
        return self.role == APPLICANT

    def needs_reason(self, outcome: str) -> bool:
        return any(one.key == outcome and one.needs_reason for one in self.outcomes)

    def outcome_words(self, key: str) -> str:
        return next((one.words for one in self.outcomes if one.key == key), key)


@dataclass(frozen=True)
class Renewal:
    """`days` before the end of a certificate on which its holder is reminded, farthest first."""

    days: tuple[int, ...]
    number: str = ""
    valid_until: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    def stage(self, left: int) -> int | None:
        """Which reminder is due with so many days left: the nearest that has come."""
        return (
            min((days for days in self.days if left <= days), default=None) if left >= 0 else None
        )


@dataclass(frozen=True)
class Book:
    """The manifest of one version."""

    key: str
    title: Words
    steps: Mapping[str, StepRule]
    milestones: tuple[Choice, ...]
    term: Term
    is_term_sample: bool
    completion: Term
    fee_table: str
    is_fee_sample: bool
    grants: Mapping[str, Any]
    objection_days: int
    remedy: Words
    documents: tuple[Choice, ...] = ()
    is_sample: bool = False
    renewal: Renewal | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)

    def marks_fee(self, said: Mapping[str, Any]) -> bool:
        """Whether a fee wears the sample mark: its own row says so, else the procedure."""
        return bool(said.get("sample", self.is_fee_sample))

    def step(self, node: str) -> StepRule:
        return self.steps[node]


def book_of(manifest: Mapping[str, Any]) -> Book:
    decision, fee = manifest.get("decision") or {}, manifest.get("fee") or {}
    return Book(
        key=manifest["key"],
        title=manifest["title"],
        steps=steps_of(manifest),
        milestones=_choices(manifest.get("milestones", ())),
        term=_term(manifest["term"]),
        is_term_sample=bool(manifest["term"].get("sample")),
        completion=_term(manifest.get("completion") or COMPLETION),
        fee_table=fee.get("table", ""),
        is_fee_sample=bool(fee.get("sample", manifest.get("sample"))),
        grants=manifest.get("grants") or {},
        objection_days=int(manifest.get("objection_days", 0)),
        remedy=decision.get("remedy") or {},
        documents=_choices(manifest.get("documents", ())),
        is_sample=bool(manifest.get("sample")),
        renewal=_renewal(manifest.get("renewal")),
        raw=manifest,
    )


def steps_of(manifest: Mapping[str, Any]) -> dict[str, StepRule]:
    roles = manifest.get("roles", {})
    return {node: _step(node, row, roles) for node, row in manifest["steps"].items()}


def role_in(role: str, *, is_head_office: bool) -> str:
    """The head office has no office head: there the head of the unit decides what it owns."""
    if is_head_office and role == Role.OFFICE_HEAD:
        return Role.UNIT_HEAD
    return role


def _step(node: str, row: Mapping[str, Any], roles: Mapping[str, str]) -> StepRule:
    term = row.get("term")
    return StepRule(
        id=node,
        role=roles.get(row["role"], row["role"]),
        kind=StepKind(row["kind"]),
        title=row["title"],
        term=_term(term) if term else None,
        is_term_sample=bool(term and term.get("sample")),
        outcomes=_choices(row.get("outcomes", ())),
        fields=tuple(row.get("fields", ())),
        checklist=_choices(row.get("checklist", ())),
        not_same_as=tuple(row.get("not_same_as", ())),
        asks_step_up=bool(row.get("step_up")),
        milestone=row.get("milestone") or "",
        table=row.get("table") or "",
    )


def _renewal(row: Mapping[str, Any] | None) -> Renewal | None:
    if not row:
        return None
    return Renewal(
        days=tuple(sorted(row["days"], reverse=True)),
        number=row.get("number") or "",
        valid_until=row.get("valid_until") or "",
        answers=row.get("answers") or {},
    )


def _choices(rows: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(row["key"], row["title"], needs_reason=row.get("reason") is True) for row in rows
    )


def _term(row: Mapping[str, Any]) -> Term:
    return Term(int(row["days"]), row["counting"] == "working")
