"""Linking cases, and giving one answer to everybody who asked the same.

A duplicate keeps its number, its term and its answer: a link never merges, so it can be undone.
Rows are always locked in the order of their keys, so two people who link crosswise cannot stop
each other for ever.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Answer, Case, CaseLink
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.queries.links import (
    LINK,
    duplicates_of,
    is_appeal,
    link_of,
    main_of,
    waiting_duplicates,
)
from kholboo.feedback.rules import EventKind, LinkKind, Outcome
from kholboo.feedback.services.answers import Decision, answer_case
from kholboo.feedback.services.holding import lock, must_be_open
from kholboo.feedback.services.timeline import add_event


@transaction.atomic
def link_cases(case: Case, other: Case, *, kind: LinkKind, actor: User) -> CaseLink:
    """Say that `case` is a duplicate of `other`, or that the two belong together.

    A duplicate always points to the main case: where `other` is a duplicate itself, the link goes
    to its main. Repeating it gives the same link. Raises RuleBroken for a circle or a chain.
    """
    if case.pk == other.pk:
        raise RuleBroken(_("This is the same case."), field="number")
    known = main_of(other) if kind == LinkKind.DUPLICATE else None
    _lock_in_order(case.pk, other.pk, *([known.pk] if known else []))
    case, other = lock(case), lock(other)
    if kind == LinkKind.DUPLICATE:
        other = _main_for(case, other, known=known, actor=actor)
    standing = _standing(case, other, kind)
    if standing:
        return standing
    now = clock.now()
    link = CaseLink.objects.create(kind=kind, from_case=case, to_case=other, by=actor, at=now)
    for end, role in ((case, "from"), (other, "to")):
        add_event(
            end, EventKind.LINKED, at=now, actor=actor, is_public=False,
            link=link.pk, linked=str(kind), end=role,
        )  # fmt: skip
        audit.record("feedback.cases_linked", end, actor=actor, linked=str(kind), link=link.pk)
    return link


@transaction.atomic
def undo_link(case: Case, key: int, *, actor: User) -> CaseLink:
    """Take a link back; both cases stand as they were. An answer that was sent stays sent."""
    link = link_of(case, key)
    _lock_in_order(link.from_case_id, link.to_case_id)
    link = link_of(case, key)
    now = clock.now()
    link.undone_at, link.undone_by = now, actor
    link.save(update_fields=["undone_at", "undone_by"])
    for end in (link.from_case, link.to_case):
        add_event(
            end, EventKind.UNLINKED, at=now, actor=actor, is_public=False,
            link=link.pk, linked=link.kind,
        )  # fmt: skip
        audit.record("feedback.link_undone", end, actor=actor, linked=link.kind, link=link.pk)
    return link


@transaction.atomic
def answer_with_duplicates(
    case: Case, decision: Decision, *, round: int, actor: User
) -> list[Answer]:
    """Answer a case and, word for word, every duplicate that still waits: all of them or none."""
    held = _hold_with_duplicates(case)
    first = answer_case(case, decision, round=round, actor=actor)
    return [first, *_answer_rest(case, decision, held=held, actor=actor)]


@transaction.atomic
def answer_duplicates(case: Case, *, actor: User) -> list[Answer]:
    """Give the answer a case already has to duplicates that still wait. Safe to repeat."""
    held = _hold_with_duplicates(case)
    given = case.answers.filter(round=lock(case).round).first()
    if given is None:
        raise RuleBroken(_("This case has no answer yet."))
    decision = Decision(Outcome(given.outcome), given.text, given.ground, given.remedy)
    return _answer_rest(case, decision, held=held, actor=actor)


def _hold_with_duplicates(case: Case) -> frozenset[int]:
    """Lock a case and its duplicates as they stand now; the keys of the duplicates."""
    keys = frozenset(duplicates_of(case).values_list("pk", flat=True))
    _lock_in_order(case.pk, *keys)
    return keys


def _answer_rest(
    case: Case, decision: Decision, *, held: frozenset[int], actor: User
) -> list[Answer]:
    """Each duplicate gets an answer row of its own, so its citizen is told by their own way.

    One linked after the others were locked waits for the next time: locking it now, out of the
    order of keys, could meet somebody who holds it and waits for us.
    """
    answers = [
        answer_case(twin, decision, round=twin.round, actor=actor)
        for twin in waiting_duplicates(case, user=actor)
        if twin.pk in held
    ]
    if answers:
        add_event(
            case, EventKind.SAME_ANSWER, at=clock.now(), actor=actor, is_public=False,
            count=len(answers),
        )  # fmt: skip
    return answers


def _main_for(case: Case, other: Case, *, known: Case | None, actor: User) -> Case:
    """The case a duplicate points to: `other`, or the one `other` points to.

    `known` is that one as it was before the rows were locked: only then is it locked too.
    """
    must_be_open(case)
    if is_appeal(case) or is_appeal(other):
        raise RuleBroken(_("An appeal is decided by itself and is no duplicate."), field="number")
    before = main_of(case)
    main = main_of(other)
    if main != known:
        raise RuleBroken(
            _("The links of %(number)s changed meanwhile. Look at it once more.")
            % {"number": other.number},
            field="number",
        )
    main = lock(main) if main else other
    if main.pk == case.pk:
        raise RuleBroken(
            _("%(number)s is a duplicate of this case already.") % {"number": other.number},
            field="number",
        )
    if before and before.pk != main.pk:
        raise RuleBroken(
            _("This case is a duplicate of another one. Undo that link first."), field="number"
        )
    if duplicates_of(case).exists():
        raise RuleBroken(
            _("This case has duplicates of its own. Link %(number)s to this one instead.")
            % {"number": other.number},
            field="number",
        )
    if main.pk != other.pk and not visible_cases(actor, LINK).filter(pk=main.pk).exists():
        raise RuleBroken(
            _("%(number)s is a duplicate of a case that is not on your desk.")
            % {"number": other.number},
            field="number",
        )
    return main


def _standing(case: Case, other: Case, kind: LinkKind) -> CaseLink | None:
    links = CaseLink.objects.filter(kind=kind, undone_at__isnull=True)
    there = links.filter(from_case=case, to_case=other).first()
    if there or kind == LinkKind.DUPLICATE:
        return there
    return links.filter(from_case=other, to_case=case).first()


def _lock_in_order(*keys: int) -> None:
    list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
