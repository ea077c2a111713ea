"""Writing a published change into the rows of the catalogue, and what happened as events."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import (
    COLUMNS,
    DAYS,
    KEYS,
    Bond,
    ChangeKind,
    Facts,
    day_of,
    differences,
    kind_of,
)
from kholboo.standards.models import ChangeEvent, Edition, IcsClass, Proposal, Relation, Work
from kholboo.standards.queries.facts import facts_of_many, tie_of
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import catalogue


def locked(proposal: Proposal) -> dict[int, Facts]:
    """Every edition the change touches, locked by key, with its facts before it."""
    names = set()
    for before, after in (proposal.changes.get("ties", [[], []]),):
        names |= {tie[2] for tie in (*before, *after) if tie[1] == "edition"}
    for before, after in (proposal.changes.get("replaced_by", [[], []]),):
        names |= {*before, *after}
    keys = list(Edition.objects.filter(slug__in=names).values_list("pk", flat=True))
    if proposal.edition_id:
        keys.append(proposal.edition_id)
    rows = Edition.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    return facts_of_many(rows)


def apply(proposal: Proposal) -> Edition:
    """RuleBroken when a text it is tied to is not in the catalogue."""
    wanted: Facts = {name: after for name, (_before, after) in proposal.changes.items()}
    columns = {
        KEYS.get(name, name): _value(name, wanted[name]) for name in COLUMNS if name in wanted
    }
    if proposal.edition:
        edition = _changed(proposal.edition, columns)
        if "ics" in wanted:
            edition.ics.set(IcsClass.objects.filter(pk__in=wanted["ics"]))
    else:
        edition = _added(proposal, columns, wanted.get("ics", []))
    if "ties" in wanted:
        _tie(edition, wanted["ties"])
    if "replaced_by" in wanted:
        _replace(edition, wanted["replaced_by"])
    return edition


def write_events(
    proposal: Proposal, edition: Edition, touched: dict[int, Facts], *, actor: User
) -> None:
    """One for the edition, and one for every other that reads otherwise now."""
    now, today = clock.now(), clock.local_date(clock.now())
    rows = {row.pk: row for row in Edition.objects.filter(pk__in=[*touched, edition.pk])}
    after = facts_of_many(rows.values())
    for key, row in rows.items():
        is_new = key not in touched
        changes = proposal.changes if is_new else differences(touched[key], after[key])
        if not changes:
            continue
        kind = ChangeKind.ADDED if is_new else kind_of(changes)
        ChangeEvent.objects.create(
            edition=row,
            kind=kind,
            day=day_of(kind, changes, today),
            at=now,
            changes=changes,
            note=proposal.note if key == edition.pk else "",
            proposal=proposal,
            proposed_by=proposal.proposed_by,
            published_by=actor,
        )


def _value(name: str, value: Any) -> Any:
    if name in KEYS:
        return value or None
    return date.fromisoformat(value) if name in DAYS and value else value


def _changed(edition: Edition, columns: dict[str, Any]) -> Edition:
    # The row as it is now: what others wrote meanwhile into other columns stays.
    fresh = Edition.objects.select_related("work").get(pk=edition.pk)
    for name, value in columns.items():
        setattr(fresh, name, value)
    fresh.save()
    return fresh


def _added(proposal: Proposal, columns: dict[str, Any], classes: list[str]) -> Edition:
    # The work is locked: of two people who add the same edition the second sees the first's.
    if catalogue.work_of(proposal.number).editions.filter(year=proposal.year).exists():
        raise RuleBroken(_("This edition is in the catalogue already."), field="number")
    return catalogue.keep(proposal.number, proposal.year, ics=classes, **columns)


def _tie(edition: Edition, wanted: list[list[str]]) -> None:
    """Exactly these ties; rows that stay keep their keys."""
    kept = []
    for row in edition.relations.select_related("edition", "work"):
        tie = tie_of(row)
        if tie in wanted and tie not in kept:
            kept.append(tie)
        else:
            row.delete()
    for tie in wanted:
        if tie not in kept:
            kept.append(tie)
            _made(edition, Bond(*tie))


def _made(source: Edition, bond: Bond) -> None:
    target: dict[str, Any] = {"text": bond.name}
    if bond.how == "edition":
        target = {"edition": Edition.objects.filter(slug=bond.name).exclude(pk=source.pk).first()}
    elif bond.how == "work":
        target = {"work": Work.objects.filter(slug=bond.name).first()}
    if None in target.values():
        raise RuleBroken(
            _("%(name)s is not in the catalogue. Publish it first, or tie to its name as words.")
            % {"name": bond.name},
            field="ties",
        )
    since = date.fromisoformat(bond.since) if bond.since else None
    more = {"clause": bond.clause, "since": since, "link": bond.link}
    Relation.objects.create(source=source, kind=bond.kind, **more, **target)


def _replace(edition: Edition, newer: list[str]) -> None:
    """Exactly these editions replace it."""
    replacing = Relation.objects.filter(edition=edition, kind=RelationKind.REPLACES)
    replacing.exclude(source__slug__in=newer).delete()
    there = set(replacing.values_list("source__slug", flat=True))
    for name in newer:
        if name not in there:
            source = Edition.objects.filter(slug=name).exclude(pk=edition.pk).first()
            if source is None:
                raise RuleBroken(
                    _("The edition that replaces it is not in the catalogue."), field="successor"
                )
            Relation.objects.create(source=source, kind=RelationKind.REPLACES, edition=edition)
