"""Changing the catalogue: one person proposes, another publishes; each step once and whole.

A change, its events and its line of history are one transaction. Rows are locked in one order:
the proposal, then editions by key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import (
    Changes,
    Facts,
    differences,
    faults,
    wrong_ties,
)
from kholboo.standards.models import Edition, Proposal
from kholboo.standards.numbers import parse
from kholboo.standards.queries.changes import now_of, seen_of, stale_facts
from kholboo.standards.queries.facts import NOTHING, UNKNOWN, facts_of, fingerprint, unknown_in
from kholboo.standards.services import applying, circles, deciding, finding


@dataclass(frozen=True)
class Wish:
    """What somebody wants an edition to be; `number` and `year` only of a new one."""

    facts: Facts
    note: str = ""
    number: str = ""
    year: int | None = None


@transaction.atomic
def propose(
    wish: Wish, *, edition: Edition | None, actor: User, seen: str | None = None
) -> Proposal:
    """Keep a change for a second person. RuleBroken when it changes nothing or cannot be true.

    `seen` is the fingerprint of the facts the proposer began from: who began from others is told.
    """
    proposal = Proposal(
        edition=edition,
        number="" if edition else wish.number.strip(),
        year=None if edition else wish.year,
        changes=_judged(wish, edition, seen),
        note=wish.note,
        proposed_by=actor,
        proposed_at=clock.now(),
    )
    proposal.save()
    _tell("standards.change_proposed", proposal, actor)
    return proposal


@transaction.atomic
def revise(proposal: Proposal, wish: Wish, *, actor: User, seen: str | None = None) -> Proposal:
    """The proposer's second thoughts, on top of what the catalogue says now."""
    proposal = deciding.locked(proposal)
    deciding.only_own(proposal, actor)
    if proposal.edition is None:
        proposal.number, proposal.year = wish.number.strip(), wish.year
    # Who decides on a file has looked at its rows: one that was written anew is decided on its own.
    proposal.file = None
    # What this form does not ask for stays proposed.
    wish = replace(wish, facts=wanted_by(proposal) | wish.facts)
    proposal.changes = _judged(wish, proposal.edition, seen)
    proposal.note = wish.note
    proposal.save()
    _tell("standards.change_revised", proposal, actor)
    return proposal


@transaction.atomic
def publish(proposal: Proposal, *, actor: User, seen: str | None = None) -> Edition:
    """The change becomes the catalogue. RuleBroken for the proposer, for what the catalogue does
    not say any more, and when `seen` (`seen_of`) is not what the actor looked at.
    """
    proposal = deciding.locked(proposal)
    deciding.may_publish(proposal, actor)
    touched = applying.locked(proposal)
    if seen is not None and seen != seen_of(proposal):
        raise RuleBroken(
            _("The change or the standard was changed since you opened this page. Look once more.")
        )
    if stale_facts(proposal):
        raise RuleBroken(
            _("The standard was changed since this was proposed. Nothing was published.")
        )
    now, wanted = now_of(proposal), wanted_by(proposal)
    for name, sentence in faults(now | wanted):
        # Two changes may be right alone and wrong together.
        raise RuleBroken(sentence, field=name)
    circles.check(proposal.edition, proposal.number, proposal.year, now=now, wanted=wanted)
    edition = applying.apply(proposal)
    finding.index([edition.pk, *touched])
    proposal.edition = edition
    deciding.publish(proposal, actor)
    applying.write_events(proposal, edition, touched, actor=actor)
    _tell("standards.change_published", proposal, actor)
    return edition


@transaction.atomic
def refuse(proposal: Proposal, *, reason: str, actor: User) -> None:
    """The second person does not publish it, and says why."""
    proposal = deciding.locked(proposal)
    deciding.refuse(proposal, actor, reason=reason)
    _tell("standards.change_refused", proposal, actor)


@transaction.atomic
def take_back(proposal: Proposal, *, actor: User) -> None:
    proposal = deciding.locked(proposal)
    deciding.take_back(proposal, actor)
    _tell("standards.change_taken_back", proposal, actor)


@contextmanager
def as_if_published(proposal: Proposal) -> Iterator[Edition]:
    """The catalogue as this proposal would make it, as long as the block lasts; nothing stays.

    A preview is so the very page that readers will get, and not another one that resembles it.
    """
    with transaction.atomic():
        yield applying.apply(proposal)
        transaction.set_rollback(True)


def _judged(wish: Wish, edition: Edition | None, seen: str | None) -> Changes:
    """What the wish changes; RuleBroken for what cannot be kept."""
    if edition is None:
        check_new(wish.number, wish.year)
    now = facts_of(edition) if edition else NOTHING
    if seen is not None and seen != fingerprint(now):
        raise RuleBroken(
            _("The standard was changed since you opened this page. Nothing was lost: see below.")
        )
    for name, sentence in faults(now | wish.facts):
        raise RuleBroken(sentence, field=name)
    own = ["edition", edition.slug] if edition else []
    if any(tie[1:3] == own for tie in wish.facts.get("ties", ())):
        raise RuleBroken(_("An edition is not tied to itself."), field="ties")
    wrong = wrong_ties(wish.facts.get("ties", ()))
    if wrong:
        raise RuleBroken(wrong, field="ties")
    for fact, name in sorted(unknown_in([wish.facts])):
        raise RuleBroken(UNKNOWN[fact] % {"code": name}, field=fact)
    changes = differences(now, wish.facts)
    if not changes:
        raise RuleBroken(_("Nothing is otherwise than the catalogue says already."))
    circles.check(edition, wish.number, wish.year, now=now, wanted=wish.facts)
    return changes


def check_new(number: str, year: int | None) -> None:
    """RuleBroken for a number that is none, and for an edition that is in the catalogue."""
    parsed = parse(number)
    if parsed is None or parsed.year is not None or not parsed.words or not number.isascii():
        raise RuleBroken(
            _("Write the number in Latin letters and without the year, for example MNS 6858."),
            field="number",
        )
    if Edition.objects.filter(work__key=parsed.key, year=year).exists():
        raise RuleBroken(_("This edition is in the catalogue already."), field="number")


def may_rewrite(proposal: Proposal, *, actor: User) -> None:
    """RuleBroken unless it waits and is the actor's own."""
    deciding.only_open(proposal)
    deciding.only_own(proposal, actor)


def wanted_by(proposal: Proposal) -> Facts:
    return {name: after for name, (_before, after) in proposal.changes.items()}


def _tell(action: str, proposal: Proposal, actor: User) -> None:
    audit.record(
        action,
        proposal.edition or proposal,
        actor=actor,
        number=proposal.designation,
        proposal=proposal.pk,
        changed=sorted(proposal.changes),
    )
