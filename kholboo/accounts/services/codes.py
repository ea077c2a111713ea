"""Signing in by a code: sign-up is the same act. Unknown, known and staff addresses look alike."""

import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.hooks import (
    AccountEvent,
    CodeRequested,
    account_event,
    code_requested,
)
from kholboo.accounts.models import LoginCode, User
from kholboo.accounts.rules import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    CODES_PER_NETWORK,
    CODES_PER_TARGET,
    HOUR,
    Address,
)
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.core.limits import knock


def request_code(address: Address, *, language: str, asker: str) -> LoginCode:
    """Send a code to `address`; returns the row whose key the browser must bring back.

    Every address costs the same work and gets a message: a code, or for staff and closed
    accounts the right way in. Raises TooMany when the address or the network asks too often.
    """
    knock("login-code-network", asker, limit=CODES_PER_NETWORK, seconds=HOUR)
    knock("login-code-target", address.to, limit=CODES_PER_TARGET, seconds=HOUR)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    with transaction.atomic():
        row = LoginCode(created_at=clock.now())
        row.code_hash = _hash(row.key, address, code)
        row.save()
        code_requested.ring(
            CodeRequested(
                channel=address.channel,
                to=address.to,
                code=code if _may_enter(_owner(address)) else None,
                language=language,
                minutes=int(CODE_LIFE.total_seconds() // 60),
                key=f"login-code-{row.key}",
            )
        )
    return row


def request_proof(
    address: Address, *, purpose: str, about: str, language: str, asker: str
) -> LoginCode:
    """Send a code that proves one holds `address`, and nothing else: it opens no account.

    `purpose` binds the code to one act of the caller's (`sign:17`); `about` is what the message
    says it is for. Raises TooMany as `request_code` does.
    """
    knock("proof-code-network", asker, limit=CODES_PER_NETWORK, seconds=HOUR)
    knock("proof-code-target", address.to, limit=CODES_PER_TARGET, seconds=HOUR)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    with transaction.atomic():
        row = LoginCode(created_at=clock.now())
        row.code_hash = _hash(row.key, address, code, purpose)
        row.save()
        code_requested.ring(
            CodeRequested(
                channel=address.channel,
                to=address.to,
                code=code,
                language=language,
                minutes=int(CODE_LIFE.total_seconds() // 60),
                key=f"proof-code-{row.key}",
                about=about,
            )
        )
    return row


def prove(key: UUID, address: Address, code: str, *, purpose: str) -> None:
    """Take a code of `request_proof`, once. RuleBroken says why it was not the right one."""
    row = _tried(key)
    if not constant_time_compare(row.code_hash, _hash(key, address, code, purpose)):
        raise RuleBroken(_("This is not the code we sent. Look again."), field="code")
    if not LoginCode.objects.filter(pk=row.pk, used_at=None).update(used_at=clock.now()):
        raise RuleBroken(_("This code no longer works. Ask for a new one."), field="code")


def enter_code(key: UUID, address: Address, code: str, *, language: str) -> User:
    """The person behind the address; the account is made now if there was none.

    A code opens once, within ten minutes and five tries; RuleBroken says which it was not.
    """
    row = _tried(key)
    if not constant_time_compare(row.code_hash, _hash(key, address, code)):
        raise RuleBroken(_("This is not the code we sent. Look again."), field="code")
    with transaction.atomic():
        used = LoginCode.objects.filter(pk=row.pk, used_at=None).update(used_at=clock.now())
        if not used or not _may_enter(_owner(address)):
            raise RuleBroken(_("This code no longer works. Ask for a new one."), field="code")
        user, is_new = User.objects.get_or_create(
            **_known_by(address),
            defaults={
                "password": "!",
                "language": language,
                "phone_verified": address.channel == "sms",
            },
        )
        action = "accounts.joined" if is_new else "accounts.signed_in"
        account_event.ring(AccountEvent(action, user.pk, user.pk, {"by": address.channel}))
    return user


def forget_old_codes() -> int:
    """Delete rows that can open nothing any more; returns how many."""
    deleted, _each = LoginCode.objects.filter(created_at__lt=clock.now() - CODE_LIFE).delete()
    return deleted


def _tried(key: UUID) -> LoginCode:
    """The row of a code that still works, with this try counted."""
    since = clock.now() - CODE_LIFE
    # The try is counted and committed before we compare, so that guessing in parallel counts.
    counted = LoginCode.objects.filter(
        key=key, tries__lt=CODE_TRIES, used_at=None, created_at__gt=since
    ).update(tries=F("tries") + 1)
    if not counted:
        raise RuleBroken(_("This code no longer works. Ask for a new one."), field="code")
    return LoginCode.objects.get(key=key)


def _known_by(address: Address) -> dict[str, str]:
    return {"email" if address.channel == "email" else "phone": address.to}


def _owner(address: Address) -> User | None:
    return User.objects.filter(**_known_by(address)).first()


def _may_enter(owner: User | None) -> bool:
    """Staff never come in by a code alone, nor does anybody whose account is closed."""
    return owner is None or (owner.is_active and not owner.is_staff)


def _hash(key: UUID, address: Address, code: str, purpose: str = "") -> str:
    """Of one purpose only: a code that signs a petition opens no account, nor the other way."""
    return seal.blind("login-code", f"{key}:{address.channel}:{address.to}:{code}{purpose}")
