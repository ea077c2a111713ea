"""People who say that they speak for an organisation: confirmed by who saw a letter of it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership, User
from kholboo.accounts.services import people
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken


@transaction.atomic
def confirm(membership: Membership, *, paper: str, actor: User, name: str = "") -> None:
    """From now on this person acts for the organisation. `paper` says which letter was seen.

    `name` is the organisation's on it: whoever typed its register number first may have given it
    any name, and certificates bear it.
    Safe to repeat. Raises RuleBroken for one's own word.
    """
    if membership.user_id == actor.pk:
        raise RuleBroken(_("Another person has to confirm you."), field="paper")
    people.name_organisation(membership.organisation, name)
    if people.confirm_membership(membership):
        audit.record(
            "agency.representative_confirmed",
            membership,
            actor=actor,
            register=membership.organisation.register,
            paper=paper,
        )
