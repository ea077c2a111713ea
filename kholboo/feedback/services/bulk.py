"""Giving several cases to one officer at once, and taking that back within a minute.

Each case is a transaction of its own: one that cannot be given does not stop the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.agency.models import Unit
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import DomainError, RuleBroken
from kholboo.feedback.models import Assignment, Case
from kholboo.feedback.queries.desk import ASSIGN, closed_case_for, unit_of
from kholboo.feedback.queries.subjects import is_about
from kholboo.feedback.rules import IN_HAND, CaseStatus, EventKind
from kholboo.feedback.services.cases import assign_case
from kholboo.feedback.services.holding import lock
from kholboo.feedback.services.timeline import add_event

# How long an assignment can be undone; the officer is told only after it.
UNDO_FOR = timedelta(seconds=60)
MOST = 100
_SALT = "feedback.bulk-assignment"

# What undoing needs of one case: keys of the case and of the assignment, then how it stood.
Before = tuple[int, int, str, int | None, int | None]


@dataclass(frozen=True)
class RowResult:
    """What became of one case; `problem` is a sentence, empty where it went well."""

    number: str
    problem: str = ""


@dataclass(frozen=True)
class BulkResult:
    """`undo` is a signed note of how each case stood; empty when nothing changed."""

    rows: list[RowResult]
    undo: str = ""

    @property
    def done(self) -> list[RowResult]:
        return [row for row in self.rows if not row.problem]

    @property
    def refused(self) -> list[RowResult]:
        return [row for row in self.rows if row.problem]


def assign_many(numbers: Sequence[str], *, handler: User, actor: User) -> BulkResult:
    """Give each case to `handler`; a case already theirs is left alone and says so."""
    rows: list[RowResult] = []
    befores: list[Before] = []
    for number in list(dict.fromkeys(numbers))[:MOST]:
        try:
            befores.append(_assign_one(number, handler=handler, actor=actor))
            rows.append(RowResult(number))
        except DomainError as error:
            rows.append(RowResult(number, error.message))
    undo = signing.dumps([actor.pk, befores], salt=_SALT, compress=True) if befores else ""
    return BulkResult(rows, undo)


@transaction.atomic
def _assign_one(number: str, *, handler: User, actor: User) -> Before:
    # To hand a case on is not to read it, so a sensitive one asks for no reason here.
    case = lock(closed_case_for(actor, number, ASSIGN))
    if case.handler_id == handler.pk and case.status in IN_HAND:
        raise RuleBroken(_("%(name)s already has this case.") % {"name": handler.short_name})
    before = (case.status, case.handler_id, case.unit_id)
    unit = unit_of(handler, case.office) or case.unit
    assign_case(case, handler=handler, unit=unit, actor=actor, tell_after=UNDO_FOR)
    given = Assignment.objects.filter(case=case).values_list("pk", flat=True)[0]
    return (case.pk, given, *before)


def undo_many(note: str, *, actor: User) -> BulkResult:
    """Put the cases back as they stood. A case that went on meanwhile stays where it is.

    Raises RuleBroken when the minute has passed or somebody else's note is shown.
    """
    try:
        author, befores = signing.loads(note, salt=_SALT, max_age=UNDO_FOR)
    except signing.BadSignature as error:
        raise RuleBroken(
            _("The minute for undoing has passed. Assign the cases anew instead.")
        ) from error
    if author != actor.pk:
        raise RuleBroken(_("Only who assigned the cases can undo it."))
    return BulkResult([_undo_one(before, actor=actor) for before in befores])


@transaction.atomic
def _undo_one(before: Before, *, actor: User) -> RowResult:
    key, given, status, handler_key, unit_key = before
    case = lock(Case(pk=key))
    if is_about(case, actor):
        return RowResult(case.number, _("There is no such case on your desk."))
    newest = Assignment.objects.filter(case=case).first()
    last = case.events.order_by("-pk").first()
    is_untouched = (
        newest is not None
        and newest.pk == given
        and last is not None
        and last.kind == EventKind.ASSIGNED
        # Whoever had it before may have been named meanwhile together with who has it now.
        and not (handler_key and is_about(case, User(pk=handler_key)))
    )
    if newest is None or not is_untouched:
        return RowResult(
            case.number, _("Somebody has worked on it meanwhile, so it stays where it is.")
        )
    taken_from = newest.handler_id
    # The newest row says who holds the case, so a holder who never was one leaves no row.
    newest.delete()
    case.status = CaseStatus(status)
    case.handler = User.objects.filter(pk=handler_key).first() if handler_key else None
    case.unit = Unit.objects.filter(pk=unit_key).first() if unit_key else None
    case.save(update_fields=["status", "handler", "unit"])
    holder = case.handler.short_name if case.handler else ""
    add_event(case, EventKind.ASSIGNED, at=clock.now(), actor=actor, handler=holder, is_undone=True)
    audit.record(
        "feedback.assignment_undone", case, actor=actor, before=taken_from, after=handler_key
    )
    return RowResult(case.number)
