"""What passes by itself: an answered case nobody doubted is closed."""

from datetime import timedelta

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case
from kholboo.feedback.queries.tracking import DEFAULT_REOPEN_DAYS, reopen_until
from kholboo.feedback.rules import CaseStatus
from kholboo.feedback.services.cases import close_case


def close_answered_cases() -> int:
    """Close each answered case whose time to reopen has passed; returns how many."""
    now = clock.now()
    closed = 0
    waiting = Case.objects.filter(
        status=CaseStatus.ANSWERED, answered_at__lt=now - timedelta(days=1)
    ).select_related("rule")
    for case in waiting.iterator():
        until = reopen_until(case) or now + timedelta(days=DEFAULT_REOPEN_DAYS)
        if until > now:
            continue
        try:
            close_case(case, actor=None)
        except RuleBroken:
            # The citizen reopened it a moment ago: theirs is the last word.
            continue
        closed += 1
    return closed
