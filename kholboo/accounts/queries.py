"""Every way this house reads its rows."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db.models import QuerySet
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership, User
from kholboo.core.errors import NotFound

KEYS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def memberships_of(user: User) -> QuerySet[Membership]:
    """The organisations this person speaks for now."""
    return (
        Membership.objects.filter(user=user, until=None)
        .select_related("organisation", "user")
        .order_by("organisation__name")
    )


def membership_of(user: User, membership_id: int) -> Membership:
    membership = memberships_of(user).filter(pk=membership_id).first()
    if membership is None:
        raise NotFound(_("You do not speak for such an organisation."))
    return membership


def unconfirmed_at(membership_id: int) -> Membership:
    """Somebody's word for an organisation that nobody has confirmed yet. Raises NotFound."""
    found = _unconfirmed().filter(pk=membership_id).first()
    if found is None:
        raise NotFound(_("This was confirmed already, or they no longer say it."))
    return found


def unconfirmed_of(register: str) -> QuerySet[Membership]:
    """Who says that they speak for the organisation with this register number; the oldest first."""
    return _unconfirmed().filter(organisation__register=register).order_by("since", "pk")


def _unconfirmed() -> QuerySet[Membership]:
    found = Membership.objects.filter(until=None, confirmed_at=None, user__is_active=True)
    return found.select_related("organisation", "user")


def authenticators_of(user: User) -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=user.pk)
    return rows.order_by("pk")


def keys_of(user: User) -> QuerySet[Authenticator]:
    """What can serve as a second factor: the app and the passkeys."""
    return authenticators_of(user).filter(type__in=KEYS)


def has_second_factor(user: User) -> bool:
    return keys_of(user).exists()


def has_recovery_codes(user: User) -> bool:
    return authenticators_of(user).filter(type=Authenticator.Type.RECOVERY_CODES).exists()


def owner_of_link(uid: str, token: str) -> User:
    """Whose password a link may set; NotFound when it was used, is old, or never existed."""
    try:
        key = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError):
        key = 0
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, token):
        raise NotFound(_("This link was used already or is too old. Ask for a new one."))
    return user


def person(user_id: int) -> User:
    """Anybody with an account, whether it is open or not."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("There is no such person."))
    return user


def demo_person(user_id: int) -> User:
    """An invented person of the demonstration."""
    user = User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
    if user is None:
        raise NotFound(_("There is no such door."))
    return user


def names_of(keys: Collection[str]) -> dict[str, str]:
    """What people are called today, by key; who does not exist is left out."""
    found = User.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return {str(user.pk): user.short_name for user in found}
