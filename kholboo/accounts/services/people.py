"""What people say about themselves, their password, and the end of an account."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.hooks import AccountEvent, account_event
from kholboo.accounts.models import Membership, Organisation, User
from kholboo.core import clock
from kholboo.core.errors import RuleBroken


@transaction.atomic
def save_profile(user: User, *, given_name: str, family_name: str, language: str) -> User:
    user.given_name, user.family_name = given_name.strip(), family_name.strip()
    user.language = language
    user.save(update_fields=["given_name", "family_name", "language"])
    account_event.ring(AccountEvent("accounts.profile_changed", user.pk, user.pk))
    return user


@transaction.atomic
def declare_organisation(user: User, *, register: str, name: str, position: str = "") -> Membership:
    """The person says that they speak for an organisation (7-digit register).

    It is their own word until a register confirms it: nothing of the organisation opens by it.
    The first name given for a register stays.
    """
    organisation, _new = Organisation.objects.get_or_create(
        register=register, defaults={"name": name.strip()}
    )
    membership, is_new = Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        defaults={"position": position.strip(), "since": clock.local_date(clock.now())},
    )
    if not is_new and membership.until is None:
        raise RuleBroken(_("You already speak for this organisation."), field="register")
    if not is_new:
        membership.until, membership.position = None, position.strip()
        # Who left and comes back is asked again.
        membership.confirmed_at = None
        membership.save(update_fields=["until", "position", "confirmed_at"])
    account_event.ring(
        AccountEvent("accounts.organisation_declared", user.pk, user.pk, {"register": register})
    )
    return membership


def confirm_membership(membership: Membership) -> bool:
    """Somebody has seen a proof that this person speaks for the organisation.

    False when it was confirmed already: safe to repeat.
    """
    found = Membership.objects.filter(pk=membership.pk, confirmed_at=None)
    return found.update(confirmed_at=clock.now()) == 1


def name_organisation(organisation: Organisation, name: str) -> None:
    """The name that stands on a letter, where nobody has seen one before; later it stays."""
    plain = " ".join(name.split())
    is_known = organisation.memberships.filter(confirmed_at__isnull=False).exists()
    if plain and plain != organisation.name and not is_known:
        organisation.name = plain
        organisation.save(update_fields=["name"])


@transaction.atomic
def leave_organisation(membership: Membership) -> None:
    membership.until = clock.local_date(clock.now())
    membership.save(update_fields=["until"])
    user, register = membership.user, membership.organisation.register
    account_event.ring(
        AccountEvent("accounts.organisation_left", user.pk, user.pk, {"register": register})
    )


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Set a password that the validators accept; every other session of the person ends."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save(update_fields=["password"])
    account_event.ring(AccountEvent("accounts.password_set", user.pk, user.pk))


@transaction.atomic
def switch_off(user: User, *, actor: User | None) -> None:
    """Close the account: every session of the person ends with its next request."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    account_event.ring(AccountEvent("accounts.switched_off", user.pk, actor.pk if actor else None))
