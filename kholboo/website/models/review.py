"""Two people see every word before everybody does."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, Task, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy

# Of a saved version: what says where it stands and who talks about it, not what readers get.
NO_WORDS = {
    *("wagtail_admin_comments", "owner", "locked", "locked_at", "locked_by", "content_type"),
    *("live", "live_revision", "has_unpublished_changes", "expired", "draft_title"),
    *("latest_revision", "latest_revision_created_at", "first_published_at", "last_published_at"),
    *("path", "depth", "numchild", "url_path"),
}
MOST_BACK = 20


class SecondPerson(Task):
    """Whoever may write on the page approves it, but for the one who wrote its last version."""

    admin_form_fields = Task.admin_form_fields

    class Meta:
        verbose_name = gettext_lazy("review by a second person")

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """What waits for a reader is not changed under their eyes: its writer takes it back first."""
        return not may_review(obj, user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        if not may_review(obj, user):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),
        ]

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """The last word: whoever changed the page while reading it does not approve that change.

        The page is locked meanwhile: of two who decide at once the first does.
        """
        page = Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        waits = TaskState.objects.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS)
        if not waits.exists() or not may_review(page, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        own = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change"})
        keys = [str(key) for key in own.values_list("pk", flat=True)]
        return waiting.filter(workflow_state__object_id__in=keys).exclude(revision__user=user)

    @classmethod
    def get_description(cls) -> str:
        return _("A second person of the office approves what the first one wrote")


def may_review(page: Page, user: Any) -> bool:
    revision = page.get_latest_revision()
    if revision is None or _first_of_these_words(revision).user_id == user.pk:
        return False
    policy = PagePermissionPolicy()
    return bool(policy.user_has_permission_for_instance(user, "change", page))


def _first_of_these_words(revision: Revision) -> Revision:
    """Whoever saves a page without a change, or with a comment alone, has written nothing of it."""
    earlier = revision.base_content_object.revisions.filter(pk__lt=revision.pk).order_by("-pk")
    words = _words(revision)
    for each in earlier[:MOST_BACK]:
        if _words(each) != words:
            break
        revision = each
    return revision


def _words(revision: Revision) -> dict[str, Any]:
    return {name: value for name, value in revision.content.items() if name not in NO_WORDS}
