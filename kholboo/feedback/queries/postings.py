"""Letters that wait to be printed and posted."""

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, Posting


def to_post(case: Case) -> list[Posting]:
    """This case's letters that nobody has posted yet; one question."""
    waiting = Posting.objects.filter(case_id=case.pk, posted_on__isnull=True)
    return list(waiting.select_related("event"))


def posting_of(case: Case, key: int) -> Posting:
    """A letter of this case. NotFound for another's."""
    row = (
        Posting.objects.filter(case_id=case.pk, pk=key).select_related("event", "posted_by").first()
    )
    if row is None:
        raise NotFound(_("There is no such letter."))
    return row
