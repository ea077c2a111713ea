"""Authenticator apps, passkeys and recovery codes. The mathematics is django-allauth's."""

import json
from typing import Any

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.hooks import AccountEvent, account_event
from kholboo.accounts.models import User
from kholboo.accounts.queries import authenticators_of, has_second_factor
from kholboo.accounts.rules import QUARTER, SECOND_FACTOR_TRIES
from kholboo.core.errors import RuleBroken
from kholboo.core.limits import knock

WRONG_CODE = _("This code is not right. Look at the app again and type the newest code.")
WRONG_KEY = _("This passkey does not open this account. Try another one.")
# Longer than the life of a code in all clocks we accept: each code opens once.
CODE_MEMORY = 120


def check_code(user: User, code: str) -> str:
    """Accept a code of the app or a recovery code, each once; returns which kind it was."""
    knock("second-factor", str(user.pk), limit=SECOND_FACTOR_TRIES, seconds=QUARTER)
    plain = "".join(code.split())
    for row in authenticators_of(user).exclude(type=Authenticator.Type.WEBAUTHN):
        if row.wrap().validate_code(plain):
            knock("code-used", f"{user.pk}:{plain}", limit=1, seconds=CODE_MEMORY)
            row.record_usage()
            return str(row.type)
    raise RuleBroken(WRONG_CODE, field="code")


def offer_app() -> str:
    """A new secret for an authenticator app, kept in the session until it is confirmed."""
    secret: str = totp.get_totp_secret(regenerate=True)
    return secret


def offered_app() -> str:
    """The secret offered before in this session; a new one when there is none."""
    secret: str = totp.get_totp_secret(regenerate=False)
    return secret


def app_picture(user: User, secret: str) -> str:
    """The QR code an authenticator app scans, as a data address of an SVG picture."""
    address = get_adapter().build_totp_url(user, secret)
    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2))


@transaction.atomic
def add_app(user: User, *, code: str) -> None:
    """Keep the offered secret after the app proved that it knows it."""
    knock("second-factor", str(user.pk), limit=SECOND_FACTOR_TRIES, seconds=QUARTER)
    secret = offered_app()
    if not totp.validate_totp_code(secret, "".join(code.split())):
        raise RuleBroken(WRONG_CODE, field="code")
    if authenticators_of(user).filter(type=Authenticator.Type.TOTP).exists():
        raise RuleBroken(_("An app is already connected. Remove it first."), field="code")
    totp.TOTP.activate(user, secret)
    offer_app()
    _added(user, "accounts.totp_added")


def passkey_offer(user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey for this person."""
    return _plain(webauthn.begin_registration(user, passwordless=True))


@transaction.atomic
def add_passkey(user: User, *, name: str, credential: str) -> None:
    """Keep the passkey the browser made."""
    answer = _read(credential)
    try:
        webauthn.parse_registration_response(answer)
        webauthn.complete_registration(answer)
    except ValidationError as error:
        raise RuleBroken(WRONG_KEY) from error
    webauthn.WebAuthn.add(user, name.strip() or str(_("Passkey")), answer)
    _added(user, "accounts.passkey_added")


def passkey_question(user: User | None) -> dict[str, Any]:
    """What the browser needs to show a passkey (of this person, or of anybody)."""
    return _plain(webauthn.begin_authentication(user))


def check_passkey(user: User | None, *, credential: str) -> User:
    """The person who owns the shown passkey; `user` says whose it must be, None: anybody's."""
    answer = _read(credential)
    try:
        webauthn.parse_authentication_response(answer)
        owner = user or webauthn.extract_user_from_response(answer)
        row = webauthn.complete_authentication(owner, answer)
    except ValidationError as error:
        raise RuleBroken(WRONG_KEY) from error
    if not isinstance(owner, User) or not owner.is_active:
        raise RuleBroken(WRONG_KEY)
    row.record_usage()
    return owner


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten fresh codes; those before are worth nothing any more. They are shown only now."""
    authenticators_of(user).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    account_event.ring(AccountEvent("accounts.recovery_codes_made", user.pk, user.pk))
    return codes


@transaction.atomic
def remove(user: User, row_id: int) -> None:
    """Take one way away; the last one stays, because without it staff cannot work."""
    row = authenticators_of(user).select_for_update().filter(pk=row_id).first()
    if row is None or row.type == Authenticator.Type.RECOVERY_CODES:
        raise RuleBroken(_("There is no such key any more."))
    row.delete()
    if not has_second_factor(user):
        raise RuleBroken(_("This is your last key. Add another one before you remove it."))
    account_event.ring(
        AccountEvent("accounts.second_factor_removed", user.pk, user.pk, {"by": row.type})
    )


def _added(user: User, action: str) -> None:
    account_event.ring(AccountEvent(action, user.pk, user.pk))


def _plain(options: Any) -> dict[str, Any]:
    """The options without the library's classes, ready for the page."""
    plain: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return plain


def _read(credential: str) -> dict[str, Any]:
    try:
        answer = json.loads(credential)
    except ValueError as error:
        raise RuleBroken(WRONG_KEY) from error
    if not isinstance(answer, dict) or not isinstance(answer.get("response"), dict):
        raise RuleBroken(WRONG_KEY)
    return answer
