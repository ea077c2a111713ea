"""Reading proposed and published changes: who waits for whom, and what differs in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.core.errors import NotFound
from kholboo.core.formats.days import day_short
from kholboo.standards.changing import (
    DAYS,
    LABELS,
    Bond,
    ChangeKind,
    Facts,
    ProposalState,
    differences,
)
from kholboo.standards.models import ChangeEvent, Edition, Proposal, Work
from kholboo.standards.queries.facts import NOTHING, facts_of, fingerprint
from kholboo.standards.rules import Access, RelationKind, Stage

MOST_SHOWN = 100
MOST_IN_HISTORY = 50


def proposal_at(key: int) -> Proposal:
    """Raises NotFound."""
    found = _proposals().filter(pk=key).first()
    if found is None:
        raise NotFound(gettext_lazy("There is no such change."), proposal=key)
    return found


def waiting() -> QuerySet[Proposal]:
    """What waits for a second person, the oldest first; not more than a page holds."""
    found = _proposals().filter(state=ProposalState.OPEN, file=None)
    return found.order_by("proposed_at", "pk")[:MOST_SHOWN]


def decided() -> QuerySet[Proposal]:
    found = _proposals().filter(file=None).exclude(state=ProposalState.OPEN)
    return found.order_by("-decided_at", "-pk")[:20]


def waiting_for(edition: Edition) -> QuerySet[Proposal]:
    return _proposals().filter(edition=edition, state=ProposalState.OPEN).order_by("pk")


def _proposals() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("edition__work", "proposed_by", "decided_by")


def edition_named(slug: str) -> Edition:
    """Raises NotFound."""
    found = Edition.objects.filter(slug=slug).select_related("work").first()
    if found is None:
        raise NotFound(gettext_lazy("There is no such standard in the catalogue."), standard=slug)
    return found


def now_of(proposal: Proposal) -> Facts:
    """What the catalogue says now of the edition it is about."""
    return facts_of(proposal.edition) if proposal.edition else NOTHING


def stale_facts(proposal: Proposal) -> list[str]:
    """Facts that somebody changed since they were proposed to change."""
    now = now_of(proposal)
    return [
        name
        for name, (before, after) in proposal.changes.items()
        if now[name] != before and now[name] != after
    ]


def seen_of(proposal: Proposal) -> str:
    """What a person who looks at the proposal now has seen."""
    return fingerprint(now_of(proposal), proposal.changes, proposal.note, proposal.designation)


@dataclass(frozen=True)
class Line:
    """One fact in words: as it was when proposed, as the catalogue says now, as it shall be."""

    label: str | Promise
    before: str
    now: str
    after: str
    is_stale: bool


def lines_of(proposal: Proposal) -> list[Line]:
    now = now_of(proposal) if proposal.is_open else {}
    values = [value for pair in proposal.changes.values() for value in pair]
    names = names_in([*values, *now.values()])
    found = []
    for name, label in LABELS.items():
        if name not in proposal.changes:
            continue
        before, after = proposal.changes[name]
        current = now.get(name, before)
        found.append(
            Line(
                label,
                in_words(name, before, names),
                in_words(name, current, names),
                in_words(name, after, names),
                is_stale=current not in (before, after),
            )
        )
    return found


def lines_between(now: Facts, wanted: Facts) -> list[Line]:
    """What somebody typed otherwise than the catalogue says now."""
    found = differences(now, wanted)
    names = names_in([value for pair in found.values() for value in pair])
    return [
        Line(LABELS[name], "", in_words(name, old, names), in_words(name, new, names), False)
        for name, (old, new) in found.items()
    ]


def names_in(values: Iterable[Any]) -> dict[str, str]:
    """Addresses that stand in these facts → how the texts are written; two questions."""
    slugs: set[str] = set()
    for value in values:
        for part in value if isinstance(value, list) else ():
            slugs.add(part[2] if isinstance(part, list) else part)
    editions = Edition.objects.filter(slug__in=slugs).select_related("work")
    works = Work.objects.filter(slug__in=slugs)
    return {row.slug: row.number for row in works} | {row.slug: row.designation for row in editions}


def in_words(name: str, value: Any, names: dict[str, str]) -> str:
    """A fact as a person reads it; empty for what is not known."""
    if value in (None, "", []):
        return ""
    if name == "ties":
        return "; ".join(_tie_in_words(tie, names) for tie in value)
    if isinstance(value, list):
        return ", ".join(str(names.get(part, part)) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in DAYS:
        return day_short(date.fromisoformat(value))
    choices = {"stage": Stage, "access": Access}
    return str(choices[name](value).label) if name in choices else str(value)


def _tie_in_words(tie: list[str], names: dict[str, str]) -> str:
    bond = Bond(*tie)
    name = bond.name if bond.how == "text" else names.get(bond.name, bond.name)
    more = ", ".join(filter(None, (bond.clause, bond.since, bond.link)))
    words = f"{RelationKind(bond.kind).label} {name}"
    return f"{words} ({more})" if more else words


@dataclass(frozen=True)
class Happened:
    """One line of an edition's public history."""

    event: ChangeEvent
    label: str
    facts: list[str]

    @property
    def designation(self) -> str:
        return self.event.edition.designation


def history_of(edition: Edition) -> list[Happened]:
    """What was published about it, the newest first."""
    found = edition.events.select_related("edition__work").order_by("-at", "-pk")
    return [happened(event) for event in found[:MOST_IN_HISTORY]]


def latest_events(before: int | None = None) -> list[Happened]:
    """Of the whole catalogue, the newest first; `before` the event of this key."""
    found = ChangeEvent.objects.select_related("edition__work", "proposed_by", "published_by")
    found = found.filter(pk__lt=before) if before else found
    return [happened(event) for event in found.order_by("-pk")[: MOST_SHOWN + 1]]


def happened(event: ChangeEvent) -> Happened:
    is_added = event.kind == ChangeKind.ADDED
    facts = [] if is_added else [str(LABELS[name]) for name in LABELS if name in event.changes]
    return Happened(event, str(ChangeKind(event.kind).label), facts)
