"""Changing the law's terms: a new dated row, never an edited one; open cases are recounted."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import TermRule
from kholboo.feedback.rules import CaseKind
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
def change_rule(new: NewRule, *, actor: User) -> TermRule:
    """Put a rule in force from its day on; the rule before it ends on the day before.

    Raises RuleBroken when a rule of that kind already begins on that day or later: history is
    not rewritten. Open cases whose clock began on or after the day are recounted by a job.
    """
    rules = TermRule.objects.select_for_update().filter(kind=new.kind)
    before = rules.order_by("-valid_from").first()
    if before and before.valid_from >= new.valid_from:
        raise RuleBroken(
            _("A rule of this kind already begins on %(day)s. Choose a later day.")
            % {"day": f"{before.valid_from:%Y.%m.%d}"},
            field="valid_from",
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
    )
    schedule("feedback.recompute_terms", once="feedback.recompute", reason="rule")
    return rule
