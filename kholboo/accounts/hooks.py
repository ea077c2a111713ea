"""Facts this house announces. It stands below audit and notifications, so they listen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kholboo.core.hooks import Hook

Channel = Literal["email", "sms"]


@dataclass(frozen=True)
class CodeRequested:
    """Somebody asks to sign in at the address `to`; tell that address, and nobody else.

    `code` is None where no code may open the account (staff, or a closed account): then the
    message says so and names the right way in. A message goes out in both cases, so that the
    asker's screen and its speed say nothing about who has an account.
    """

    channel: Channel
    to: str
    code: str | None
    language: str
    minutes: int
    # Names this request once and for all: a message with the same key is the same message.
    key: str
    # What the code is for when it opens no account, in `language`: "Petition 26-000123-5".
    about: str = ""


@dataclass(frozen=True)
class PasswordLinkMade:
    """One of the staff shall choose a password: carry `link` to the address `to`, and nowhere else.

    Whoever holds the link opens the account, so it is kept and shown nowhere. It works once,
    within `hours`.
    """

    to: str
    link: str
    language: str
    hours: int
    # Names this sending once and for all: a message with the same key is the same message.
    key: str


@dataclass(frozen=True)
class AccountEvent:
    """Something a person's history must keep: "accounts.signed_in", "accounts.totp_added"."""

    action: str
    user_id: int
    actor_id: int | None
    facts: Mapping[str, object] = field(default_factory=dict)


code_requested: Hook[CodeRequested] = Hook("accounts.code_requested")
password_link_made: Hook[PasswordLinkMade] = Hook("accounts.password_link_made")
account_event: Hook[AccountEvent] = Hook("accounts.account_event")
