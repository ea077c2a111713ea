"""Changing the law's terms: a new dated row, never an edited one; open cases are recounted.

It is done in two steps: what would move is foreseen and read, then confirmed with its numbers.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import TermRule
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.clockwork import RULE, Foreseen, foresee
from kholboo.feedback.term import DayUnit


@dataclass(frozen=True)
class NewRule:
    """A rule as an administrator states it. `days`, `extension_days` in `unit`."""

    kind: CaseKind
    valid_from: date
    days: int
    unit: DayUnit
    extension_days: int
    reopen_days: int
    waiting_stops: bool
    suspension_stops: bool
    rolls_forward: bool
    is_confirmed: bool
    basis_mn: str
    basis_en: str


@transaction.atomic
def foreseen_by(new: NewRule) -> Foreseen:
    """What the rule would move. RuleBroken for one that may not be put in force."""
    _newest_before(new)
    return foresee(TermRule(**vars(new)))


@transaction.atomic
def change_rule(
    new: NewRule, *, foreseen: Foreseen, says_earlier: bool = False, actor: User
) -> TermRule:
    """Put a rule in force from its day on; the rule before it ends on the day before.

    `foreseen` is what stood on the administrator's screen, so that nobody confirms other numbers
    than they read. An unconfirmed rule takes days from citizens only when that is said aloud.
    Raises RuleBroken otherwise, for a day before today, and when a rule of that kind already
    begins on that day or later: history is not rewritten. Open cases whose clock began on or
    after the day are recounted by a job, and their citizens are told.
    """
    before = _newest_before(new)
    if foresee(TermRule(**vars(new))) != foreseen:
        raise RuleBroken(_("Meanwhile other cases came or went. Read the numbers once more."))
    if foreseen.earlier and not new.is_confirmed and not says_earlier:
        raise RuleBroken(
            _("Say that these citizens get an earlier day than they were promised, or go back."),
            field="says_earlier",
        )
    if before:
        before.valid_until = new.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_until"])
    rule = TermRule.objects.create(**vars(new))
    audit.record(
        "feedback.term_rule_changed",
        rule,
        actor=actor,
        kind=str(new.kind),
        valid_from=new.valid_from.isoformat(),
        before=before.days if before else None,
        after=new.days,
        unit=str(new.unit),
        moves=foreseen.cases,
        earlier=foreseen.earlier,
    )
    schedule("feedback.recompute_terms", once="feedback.recompute", reason=RULE)
    return rule


def _newest_before(new: NewRule) -> TermRule | None:
    """The rule that `new` ends, locked. RuleBroken where `new` would rewrite what was promised."""
    if new.valid_from < clock.local_date(clock.now()):
        raise RuleBroken(
            _("A rule begins today or later: what was promised before stays."), field="valid_from"
        )
    rules = TermRule.objects.select_for_update().filter(kind=new.kind)
    before = rules.order_by("-valid_from").first()
    if before and before.valid_from >= new.valid_from:
        raise RuleBroken(
            _("A rule of this kind already begins on %(day)s. Choose a later day.")
            % {"day": f"{before.valid_from:%Y.%m.%d}"},
            field="valid_from",
        )
    return before
