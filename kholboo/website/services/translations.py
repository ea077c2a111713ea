"""Translations on their way to readers: as drafts, by a second person's hand like every page."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from kholboo.accounts.models import User


@transaction.atomic
def hand_in(source_key: int, *, user: User) -> None:
    """Write today's translations of this page into drafts and ask second people to read them.

    One that waits already keeps waiting, with today's words. Words that make no valid page are
    left out: the editor sees the reason beside them.
    """
    translations = Translation.objects.filter(source_id=source_key, enabled=True)
    for translation in translations.select_related("source", "target_locale"):
        with suppress(ValidationError):
            translation.save_target(user=user, publish=False)
            _begin_review(Page.objects.get(pk=translation.get_target_instance().pk), user)


def _begin_review(page: Page, user: User) -> None:
    workflow = page.get_workflow()
    if workflow is not None and not page.specific.workflow_in_progress:
        workflow.start(page.specific, user)
