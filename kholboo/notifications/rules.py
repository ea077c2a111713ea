"""How a message waits, how long, and how a recipient is shown. No database, no clock."""

import math
import re
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken, Unreachable


class Channel(TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    PUSH = "push", _("phone notice")


class State(TextChoices):
    """Where a delivery stands; how often we tried is another column, and so is the proof."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused")
    DEAD = "dead", _("given up")


class Failure(TextChoices):
    """Why a try failed: kept instead of the provider's words, which may repeat the address."""

    NO_ANSWER = "no_answer", _("The provider does not answer.")
    TROUBLE = "trouble", _("The provider is in trouble.")
    UNCLEAR = "unclear", _("The provider's answer cannot be read.")
    KEY = "key", _("The provider does not accept our key or password.")
    NOT_SET_UP = "not_set_up", _("The connection to the provider is not set up.")
    RECIPIENT = "recipient", _("The provider does not accept this recipient.")
    CONTENT = "content", _("The provider does not accept this message.")
    GONE = "gone", _("The person ended notices on that device.")
    STOPPED = "stopped", _("The work stopped in the middle of a try.")


UNFINISHED = frozenset({State.DEAD, State.REFUSED})

MAX_ATTEMPTS = 8
PHONE_DIGITS = 8
# After the first, second, … failed try. A provider's bad night fits in; two days do not.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(hours=24),
)
# Longer than any exchange with a provider can last, so that a lease means "somebody sends now".
LEASE = timedelta(minutes=5)
# Clocks of the queue and of a worker's machine are not the same; a try may be this much early.
CLOCKS_DIFFER = timedelta(seconds=5)
# Texts are needed while a message may still be tried again; after that only the proof stays.
KEEP_TEXT = timedelta(days=30)


def unreachable(failure: Failure, detail: object = "") -> Unreachable:
    """A failure worth another try. `detail` is the provider's bare code ("451 4.3.0")."""
    return Unreachable(failure.label, failure=failure.value, detail=str(detail))


def refused(failure: Failure, detail: object = "") -> RuleBroken:
    """A failure that another try cannot mend."""
    return RuleBroken(failure.label, failure=failure.value, detail=str(detail))


def pause_after(attempts: int, luck: float) -> timedelta:
    """How long to wait after `attempts` failed tries (1 or more).

    `luck` between 0 and 1 spreads the waiting from 90 % to 120 %, so that a thousand messages
    stopped by one outage do not come back in one second.
    """
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return pause * (0.9 + 0.3 * luck)


def phone_of(text: str) -> str:
    """Eight digits as the provider wants them; `+976 9911-2233` is understood.

    Raises RuleBroken when it is no number inside Mongolia.
    """
    digits = re.sub(r"[\s\-().]", "", text)
    digits = re.sub(r"^(\+|00)?976(?=\d{8}$)", "", digits)
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise RuleBroken(_("Please write a phone number of 8 digits."), field="phone")
    return digits


def masked_phone(phone: str) -> str:
    """`99112233` as `99••••33`; anything shorter shows nothing at all."""
    if len(phone) < PHONE_DIGITS:
        return "••••" if phone else ""
    return f"{phone[:2]}••••{phone[-2:]}"


def masked_email(address: str) -> str:
    """`bold@example.mn` as `b•••@e…`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain[:1]}…" if at else "•••" if address else ""


# GSM 03.38: the letters of the short alphabet, and those that cost two places there.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


def sms_parts(text: str) -> int:
    """How many messages the text is billed as.

    Latin: 160 places in one, 153 in each of several. One letter outside that alphabet makes
    the whole text UCS-2: 70 or 67. Pictures outside the basic plane take two.
    """
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        places = sum(2 if letter in _GSM_TWICE else 1 for letter in text)
        single, each = 160, 153
    else:
        places = len(text.encode("utf-16-be")) // 2
        single, each = 70, 67
    return 1 if places <= single else math.ceil(places / each)
