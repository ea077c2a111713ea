"""What this house does when a house below rings, or when a page changes."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageLogEntry, TaskState, UploadedFile
from wagtail.signals import page_published, page_unpublished, task_submitted

from kholboo.agency.hooks import (
    DepartmentChanged,
    StarterLoaded,
    department_changed,
    starter_loaded,
)
from kholboo.core.jobs import schedule
from kholboo.website.models import SitePage
from kholboo.website.services import review, search, sites, starter, upkeep, uploads


@starter_loaded.listen
def keep_sites(fact: StarterLoaded) -> None:
    sites.keep_all()


@department_changed.listen
def make_or_retire(fact: DepartmentChanged) -> None:
    sites.keep_all()
    if fact.has_department:
        starter.load(fact.office_id)


# Wagtail announces by signals; nothing else of ours does.
@receiver(post_save, sender=PageLogEntry)
def remember(instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    if created:
        review.remember(instance)


@receiver(pre_save, sender=UploadedFile)
def clean_waiting(instance: UploadedFile, **kwargs: Any) -> None:
    if instance._state.adding:
        uploads.clean_waiting(instance)


@receiver(task_submitted, sender=TaskState)
def ask_second_people(instance: TaskState, user: Any, **kwargs: Any) -> None:
    review.ask_second_people(instance, sender=user)


@receiver(post_save)
def keep_found(
    sender: type, instance: Any, update_fields: frozenset[str] | None, **facts: Any
) -> None:
    """Search knows a page as it was published; a draft changes only what editors see."""
    if isinstance(instance, SitePage) and (update_fields is None or "live" in update_fields):
        search.keep(instance.pk)


@receiver(page_published)
def begin_term(instance: Page, **kwargs: Any) -> None:
    upkeep.keep(instance)
    read_links(instance)


@receiver(page_unpublished)
def read_links(instance: Page, **kwargs: Any) -> None:
    schedule("website.read_links", once=f"website.read-links-{instance.pk}", page_id=instance.pk)
