"""Sensitive cases: who may read one at once, and who first says why."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.core import clock
from kholboo.core.errors import NotAllowed
from kholboo.feedback.models import Case, Reading

# A reason is remembered as long as an officer at work opens the same page again and again.
SITTING = timedelta(minutes=15)


def needs_reason(case: Case, user: User, *, now: datetime) -> bool:
    """Everybody but the handler and their deputy says why, once in a sitting. An erased case says nothing more."""
    if not case.is_sensitive or case.erased_at or case.handler_id in hands_of(user):
        return False
    lately = Reading.objects.filter(case_id=case.pk, user_id=user.pk, at__gt=now - SITTING)
    return not lately.exists()


def ask_reason(case: Case, user: User) -> None:
    """Raises NotAllowed, with the address where the reason is given, when one is needed."""
    if needs_reason(case, user, now=clock.now()):
        raise NotAllowed(
            _("This case is sensitive. Say first why you read it."),
            door=reverse("feedback:case_reason", args=[case.number]),
        )
