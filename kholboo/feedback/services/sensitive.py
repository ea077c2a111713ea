"""Marking a case as sensitive, and the reasons of those who read it all the same."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, Reading
from kholboo.feedback.rules import ReadingReason
from kholboo.feedback.services.cases import lock


@transaction.atomic
def give_reason(case: Case, *, reason: ReadingReason, words: str, actor: User) -> Reading:
    """Remember why `actor` reads a sensitive case. The citizen sees the category, not the words."""
    if reason == ReadingReason.OTHER and not words.strip():
        raise RuleBroken(_("Say in a few words why you read it."), field="words")
    reading = Reading.objects.create(
        case_id=case.pk, user=actor, at=clock.now(), reason=reason, words=words.strip()
    )
    audit.record("feedback.sensitive_read", case, actor=actor, reading=str(reason))
    return reading


@transaction.atomic
def mark(case: Case, *, is_sensitive: bool, actor: User) -> Case:
    """From now on readers say why, or need not any more. Repeating changes nothing."""
    case = lock(case)
    if case.is_sensitive == is_sensitive:
        return case
    case.is_sensitive = is_sensitive
    case.save(update_fields=["is_sensitive"])
    action = "feedback.case_marked_sensitive" if is_sensitive else "feedback.case_unmarked"
    audit.record(action, case, actor=actor)
    return case
