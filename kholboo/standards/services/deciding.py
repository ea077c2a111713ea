"""What one person proposes and another decides, a change or a file of them: who may, and once."""

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import ProposalState
from kholboo.standards.models.files import Decided

Row = TypeVar("Row", bound=Decided)


def locked(row: Row) -> Row:
    """The row of today; RuleBroken when somebody decided it already."""
    fresh: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    only_open(fresh)
    return fresh


def only_open(row: Decided) -> None:
    if not row.is_open:
        raise RuleBroken(_("Somebody has decided this already."))


def only_own(row: Decided, actor: User) -> None:
    if row.proposed_by_id != actor.pk:
        raise RuleBroken(_("Only who proposed a change can take it back or write it anew."))


def publish(row: Decided, actor: User) -> None:
    """RuleBroken for who proposed it (four eyes)."""
    may_publish(row, actor)
    _end(row, ProposalState.PUBLISHED, actor)


def may_publish(row: Decided, actor: User) -> None:
    if row.proposed_by_id == actor.pk:
        raise RuleBroken(_("You proposed it yourself: a second person must look at it."))


def refuse(row: Decided, actor: User, *, reason: str) -> None:
    """RuleBroken for who proposed it: they take it back."""
    if row.proposed_by_id == actor.pk:
        raise RuleBroken(_("You proposed it yourself: take it back instead."))
    row.reason = reason
    _end(row, ProposalState.REFUSED, actor)


def take_back(row: Decided, actor: User) -> None:
    only_own(row, actor)
    _end(row, ProposalState.TAKEN_BACK, actor)


def _end(row: Decided, state: ProposalState, actor: User) -> None:
    row.state, row.decided_by, row.decided_at = state, actor, clock.now()
    row.save()
