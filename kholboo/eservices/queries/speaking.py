"""For whom somebody may apply: organisations they are confirmed to speak for."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership, Organisation, User
from kholboo.accounts.queries import memberships_of
from kholboo.core import clock
from kholboo.core.errors import NotFound


def organisations_of(user: User) -> list[Organisation]:
    """The organisations this person speaks for and somebody has confirmed it."""
    return [membership.organisation for membership in _confirmed(user)]


def has_unconfirmed(user: User) -> bool:
    return any(row.confirmed_at is None for row in memberships_of(user))


def organisation_of(user: User, organisation_id: int) -> Organisation:
    for organisation in organisations_of(user):
        if organisation.pk == organisation_id:
            return organisation
    raise NotFound(_("You do not speak for such an organisation."))


def position_in(user: User, organisation: Organisation) -> str:
    rows = [row for row in _confirmed(user) if row.organisation_id == organisation.pk]
    return rows[0].position if rows else ""


def _confirmed(user: User) -> list[Membership]:
    today = clock.local_date(clock.now())
    return [
        row for row in memberships_of(user) if row.confirmed_at is not None and row.since <= today
    ]
