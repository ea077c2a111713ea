"""Applications that a case names, for the officer who reads the case."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.mentions import Mention
from kholboo.eservices.queries.tracking import mine


def named(numbers: Collection[str], owner: User) -> list[Mention]:
    """Only the owner's: a number that somebody else wrote leads nowhere."""
    found = mine(owner).filter(number__in=list(numbers)).values_list("number", flat=True)
    return [
        Mention(_("application"), number, reverse("eservices:desk_application", args=[number]))
        for number in found
    ]
