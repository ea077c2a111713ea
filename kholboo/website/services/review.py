"""Review by a second person, the hour of publishing, and what history keeps of both."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    Page,
    PageLogEntry,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.notifications.services.deliveries import send_email
from kholboo.website.models import SecondPerson
from kholboo.website.queries.writers import Writers

logger = logging.getLogger(__name__)

NAME = "Хоёр дахь хүн"
# What Wagtail's history calls it, and what ours does.
KEPT = {
    "wagtail.publish": "website.page_published",
    "wagtail.publish.scheduled": "website.page_published",
    "wagtail.publish.schedule": "website.page_scheduled",
    "wagtail.schedule.cancel": "website.page_unscheduled",
    "wagtail.unpublish": "website.page_taken_down",
    "wagtail.unpublish.scheduled": "website.page_taken_down",
    "wagtail.delete": "website.page_deleted",
    "wagtail.move": "website.page_moved",
    "wagtail.workflow.approve": "website.page_approved",
    "wagtail.workflow.reject": "website.page_sent_back",
}


def keep_workflow() -> None:
    """The one way out for every page of every branch; it stands on the page above all."""
    task = SecondPerson.objects.first() or SecondPerson.objects.create(name=NAME)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.objects.get(depth=1)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def publish_due() -> None:
    """Publish what was approved for an hour that has come, and take down what has expired.

    Each page by itself: one that cannot be published keeps none of the others back. Raises
    RuntimeError after the last, so that the page of health shows that some were left.
    """
    now, left = clock.now(), 0
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    approved = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for act, keys in ((_take_down, expired), (_publish, approved)):
        for key in keys.values_list("pk", flat=True):
            try:
                act(key)
            except Exception:
                logger.exception("Due, and left: %s %s", act.__name__, key)
                left += 1
    if left:
        raise RuntimeError(f"{left} pages were due and could not be moved.")


@transaction.atomic
def _take_down(page_id: int) -> None:
    page = Page.objects.select_for_update().filter(pk=page_id, live=True).first()
    if page is not None:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


@transaction.atomic
def _publish(revision_id: int) -> None:
    revision = Revision.objects.select_for_update().filter(pk=revision_id).first()
    if revision is not None and revision.approved_go_live_at is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def remember(entry: PageLogEntry) -> None:
    """A line of our history for what everybody can see change; in the transaction of the change."""
    action = KEPT.get(entry.action)
    if action is None:
        return
    page = Page.objects.filter(pk=entry.page_id).first()
    audit.record(
        action,
        f"wagtailcore.Page:{entry.page_id}",
        actor=entry.user,
        label="" if entry.user else audit.SYSTEM,
        title=entry.label[:200],
        path=page.url_path if page else "",
    )


def ask_second_people(state: TaskState, *, sender: User | None) -> None:
    """Write to the people of the office who may approve: not to the one who wrote."""
    page = state.workflow_state.content_object
    revision = state.revision
    for person in Writers().of(page):
        if person.pk in (revision.user_id, sender.pk if sender else None) or not person.email:
            continue
        with override(person.language):
            send_email(
                key=f"website-review-{state.pk}-{person.pk}",
                to=person.email,
                subject=_("A page waits for your approval: %(title)s") % {"title": page.title},
                text=_(
                    "%(who)s wrote a page and asks you to read it. It is published when you approve"
                    " it.\n\n%(title)s\n%(address)s"
                )
                % {
                    "who": sender.short_name if sender else "",
                    "title": page.title,
                    "address": edit_address(page),
                },
            )


def edit_address(page: Page) -> str:
    return f"{settings.PUBLIC_URL}/cms/pages/{page.pk}/edit/"
