"""Pages somebody shall look at again."""

from datetime import date

from django.db.models import QuerySet

from kholboo.accounts.models import User
from kholboo.core.errors import NotFound
from kholboo.website.models import Upkeep
from kholboo.website.queries.editors import own_pages


def due_pages(user: User, *, today: date) -> QuerySet[Upkeep]:
    """Of the published pages this person writes on those whose day has come, the oldest first."""
    found = Upkeep.objects.filter(page__in=own_pages(user), page__live=True, due_on__lte=today)
    return found.select_related("page__locale", "page__owner", "page__content_type").order_by(
        "due_on", "pk"
    )


def upkeep_of(page_id: int) -> Upkeep:
    """Whose page it is the door of the room has asked (queries/editors.py)."""
    found = Upkeep.objects.filter(page_id=page_id, page__live=True).select_related("page").first()
    if found is None:
        raise NotFound("nobody waits for this page")
    return found
