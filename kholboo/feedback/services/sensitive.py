"""Marking a case as sensitive, and the reasons of those who read it all the same."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, Reading
from kholboo.feedback.queries.links import appeal_of, carries_sensitive
from kholboo.feedback.rules import ReadingReason
from kholboo.feedback.services.holding import lock


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
    """From now on readers say why, or need not any more. Repeating changes nothing.

    An appeal carries the first case, so it is marked with it, and as long as that is.
    """
    case = lock(case)
    if not is_sensitive and carries_sensitive(case):
        raise RuleBroken(_("The case it appeals against is sensitive, so this one stays so too."))
    if case.is_sensitive == is_sensitive:
        return case
    case.is_sensitive = is_sensitive
    case.save(update_fields=["is_sensitive"])
    action = "feedback.case_marked_sensitive" if is_sensitive else "feedback.case_unmarked"
    audit.record(action, case, actor=actor)
    appeal = appeal_of(case) if is_sensitive else None
    if appeal and not appeal.erased_at:
        mark(appeal, is_sensitive=True, actor=actor)
    return case
