"""How long a person is kept after their case has ended: dated rows, confirmed by hand.

The job erases nothing under a rule that no administrator confirmed; until then the page shows
whom the rule would reach.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import RetentionRule
from kholboo.feedback.queries.retention import due_cases, rule_in_force
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.erasing import erase_by_rule

# One night's work; the next night goes on.
A_NIGHT = 5_000


@dataclass(frozen=True)
class NewRetention:
    """A rule as an administrator proposes it."""

    kind: CaseKind
    valid_from: date
    years: int
    basis_mn: str
    basis_en: str


@transaction.atomic
def propose(new: NewRetention, *, actor: User) -> RetentionRule:
    """A rule from a day on; it erases nothing until it is confirmed."""
    if RetentionRule.objects.filter(kind=new.kind, valid_from__gte=new.valid_from).exists():
        raise RuleBroken(
            _("A rule of this kind already begins on that day or later. Choose a later day."),
            field="valid_from",
        )
    rule = RetentionRule.objects.create(**vars(new))
    audit.record(
        "feedback.retention_rule_changed",
        rule,
        actor=actor,
        kind=str(new.kind),
        valid_from=new.valid_from.isoformat(),
        years=new.years,
    )
    return rule


@transaction.atomic
def confirm(rule: RetentionRule, *, years: int, actor: User) -> RetentionRule:
    """From tonight on the rule erases. `years` is what stood on the administrator's screen, so
    that nobody confirms another number than they read. Confirming twice is one confirmation.
    """
    rule = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if rule.years != years:
        raise RuleBroken(_("The rule changed meanwhile. Read it once more."))
    if rule.confirmed_at:
        return rule
    rule.confirmed_at, rule.confirmed_by = clock.now(), actor
    rule.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(
        "feedback.retention_rule_confirmed", rule, actor=actor, kind=rule.kind, years=rule.years
    )
    return rule


def erase_due(now: datetime | None = None) -> int:
    """Erase whom the confirmed rules reach, each in a transaction of its own; returns how many."""
    now = now or clock.now()
    erased = 0
    for kind in CaseKind:
        rule = rule_in_force(kind, clock.local_date(now))
        if rule is None or rule.confirmed_at is None:
            continue
        for case in due_cases(rule, now=now)[: A_NIGHT - erased]:
            erased += erase_by_rule(case) is not None
    return erased
