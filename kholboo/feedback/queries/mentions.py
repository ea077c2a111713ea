"""Cases that name a thing of another house, for whoever sent them."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from kholboo.accounts.models import User
from kholboo.agency.mentions import MOST, Mention, numbers_in, things_named
from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseKind


def naming(numbers: Collection[str], owner: User) -> list[Mention]:
    """Newest first; what was erased names nothing any more."""
    said = Q()
    for number in numbers:
        said |= Q(text__contains=number)
    rows = Case.objects.filter(said, contact__user=owner, erased_at__isnull=True)
    found = rows.only("number", "kind", "received_at").order_by("-received_at")[:MOST]
    return [
        Mention(
            CaseKind(case.kind).label,
            case.number,
            reverse("feedback:track_case", args=[case.number]),
        )
        for case in found
    ]


def named_by(case: Case) -> list[Mention]:
    """What of the sender the case names; nothing where nobody signed in to send it."""
    if not case.contact.user_id or not numbers_in(case.text):
        return []
    return things_named(case.text, case.contact.user)
