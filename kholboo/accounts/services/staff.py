"""People of ours: how an account becomes a staff account, and the link that sets its password."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.hooks import (
    AccountEvent,
    PasswordLinkMade,
    account_event,
    password_link_made,
)
from kholboo.accounts.models import User
from kholboo.accounts.rules import HOUR, PASSWORD_LINKS
from kholboo.core.errors import RuleBroken
from kholboo.core.limits import knock


@transaction.atomic
def make_staff(
    email: str,
    *,
    given_name: str = "",
    family_name: str = "",
    language: str = "mn",
    actor: User | None = None,
) -> User:
    """A person of ours with this address, without a password: a link sets it.

    Whoever had an account keeps the name and language they gave themselves. A citizen who becomes
    staff is signed out everywhere: from now on only a password and a second factor open it.
    """
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(
            email=email,
            given_name=given_name,
            family_name=family_name,
            language=language,
            is_staff=True,
        )
    else:
        if not (user.is_staff and user.is_active):
            # A new unusable password differs from the old one, and sessions end with it.
            user.set_unusable_password()
        user.is_staff = user.is_active = True
        user.given_name = user.given_name or given_name
        user.family_name = user.family_name or family_name
        user.save()
    account_event.ring(AccountEvent("accounts.staff_made", user.pk, actor.pk if actor else None))
    return user


def password_link(user: User) -> str:
    """The address that sets this person's password, once, within PASSWORD_RESET_TIMEOUT."""
    key, token = (
        urlsafe_base64_encode(force_bytes(user.pk)),
        default_token_generator.make_token(user),
    )
    return f"{settings.PUBLIC_URL}{reverse('accounts:set_password', args=[key, token])}"


@transaction.atomic
def send_password_link(user: User, *, actor: User) -> None:
    """Let the link go to the person's own e-mail address. TooMany after five in an hour."""
    if not user.is_staff or not user.is_active or not user.email:
        raise RuleBroken(_("A link goes only to people of the agency with an e-mail address."))
    knock("password-link", str(user.pk), limit=PASSWORD_LINKS, seconds=HOUR)
    with translation.override(user.language):
        link = password_link(user)
    account_event.ring(AccountEvent("accounts.password_link_sent", user.pk, actor.pk))
    password_link_made.ring(
        PasswordLinkMade(
            to=user.email,
            link=link,
            language=user.language,
            hours=settings.PASSWORD_RESET_TIMEOUT // HOUR,
            key=f"accounts.password-link-{uuid4()}",
        )
    )
