"""Holding a case: its row locked until the transaction ends, moved, and what must be true of it.

Everything that changes a case begins here, so two people cannot cross.
"""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case
from kholboo.feedback.queries.subjects import is_about
from kholboo.feedback.rules import OPEN, CaseStatus, may_move


def lock(case: Case) -> Case:
    """The same case, fresh and locked until the transaction ends.

    Raises RuleBroken for an erased one: nothing may be written about its person again.
    """
    case = locked(case)
    if case.erased_at:
        raise RuleBroken(_("The personal data of this case is erased; nothing can be added."))
    return case


def hold_for_message(event_id: int) -> bool:
    """Keep the case of this event from being erased until the transaction ends; False when it is
    erased already. A message promised meanwhile would outlive the wiping.
    """
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    return bool(held.filter(events=event_id, erased_at__isnull=True).values_list("pk"))


def locked(case: Case) -> Case:
    """For what may touch erased cases too: the erasing itself."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("office", "unit", "rule", "handler", "service")
        .get(pk=case.pk)
    )


def move(case: Case, to: CaseStatus) -> None:
    """Change the status of a locked case (unsaved); RuleBroken says where it stands now."""
    now = CaseStatus(case.status)
    if not may_move(now, to):
        raise RuleBroken(
            _("This cannot be done now: the case is “%(status)s”.") % {"status": now.label},
            status=str(now),
        )
    case.status = to


def must_not_be_about(case: Case, person: User) -> None:
    """Whom a case complains of, or whose decision it appeals against, never handles it."""
    if is_about(case, person):
        raise RuleBroken(
            _("%(name)s may not handle this case: it is about them.") % {"name": person.short_name},
            field="handler",
        )


def must_be_open(case: Case) -> None:
    if case.status not in OPEN:
        status = CaseStatus(case.status).label
        raise RuleBroken(
            _("This cannot be done now: the case is “%(status)s”.") % {"status": status}
        )
