"""Whom a retention rule reaches: ended cases whose last line is older than the rule keeps them."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, CaseEvent, RetentionRule
from kholboo.feedback.rules import CaseKind, CaseStatus

ENDED = (CaseStatus.CLOSED, CaseStatus.FORWARDED, CaseStatus.WITHDRAWN)
# The dry run shows so many; the page says when there are more.
SHOWN = 200


def retention_rules() -> list[RetentionRule]:
    return list(RetentionRule.objects.select_related("confirmed_by"))


def retention_rule(key: int) -> RetentionRule:
    """One rule. Raises NotFound."""
    rule = RetentionRule.objects.filter(pk=key).first()
    if rule is None:
        raise NotFound(_("There is no such rule."))
    return rule


def rule_in_force(kind: str, day: date) -> RetentionRule | None:
    """The newest rule that has begun; one nobody confirmed hides the one before it."""
    rules = RetentionRule.objects.filter(kind=kind, valid_from__lte=day)
    return rules.order_by("-valid_from").first()


def due_cases(rule: RetentionRule, *, now: datetime) -> QuerySet[Case]:
    """Oldest first. The last line of the story is the end: a rating or a note counts too."""
    before = kept_until(rule, now)
    later = CaseEvent.objects.filter(case_id=OuterRef("pk"), at__gte=before)
    return Case.objects.filter(
        ~Exists(later),
        kind=CaseKind(rule.kind),
        status__in=[str(status) for status in ENDED],
        received_at__lt=before,
        erased_at__isnull=True,
    ).order_by("received_at", "pk")


def kept_until(rule: RetentionRule, now: datetime) -> datetime:
    """Whoever's case ended before this moment is not kept any longer."""
    try:
        return now.replace(year=now.year - rule.years)
    except ValueError:  # 29 February
        return now.replace(year=now.year - rule.years, day=28) + timedelta(days=1)
