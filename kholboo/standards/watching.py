"""Following standards: what can be followed, how news comes, and what a letter of news holds."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from kholboo.core import seal

START = "standards:watcher:"  # of topics that phones are told of
NEWS = "news"  # the one kind of such a topic
MOST_WATCHES = 100  # of one person
MOST_TOLD = 40  # standards in one letter
MOST_NEWS = 200  # taken into one letter, of all its standards
# An event is dated when its change begins to be kept, and seen when all of it is. Rather told of
# what was seen a moment before one followed than of nothing.
EARLY = timedelta(minutes=10)
KEPT_FOR = timedelta(days=30)  # what a letter told, for the page it leads to
MAC = 12  # letters of a link's proof: 60 bits


class Thing(TextChoices):
    WORK = "work", _("Standard")
    ICS = "ics", _("Field of standards")
    SEARCH = "search", _("Search among standards")


class NewsKind(TextChoices):
    """Where a piece of news comes from."""

    EVENT = "event", _("a published change")
    TURNED = "turned", _("where it stands is otherwise now")
    AMENDS = "amends", _("amended by another text")
    CORRECTS = "corrects", _("corrected by another text")


class Way(TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")


LETTERS = {"e": Way.EMAIL.value, "s": Way.SMS.value, "p": "push"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def token_of(watcher: int, day: date, way: str) -> str:
    """What stands in a letter's link: whose letter, of which day, by which way, and the proof."""
    letter = next(key for key, value in LETTERS.items() if value == way)
    said = f"{letter}{_short(watcher)}-{_short(day.toordinal())}"
    return f"{said}-{_proof(said)}"


def read_token(token: str) -> tuple[int, date, str] | None:
    """Watcher, day and way of a link that we made; None for any other."""
    said, _line, proof = token.rpartition("-")
    if not proof or not constant_time_compare(proof, _proof(said)):
        return None
    who, _line, day = said.partition("-")
    return int(who[1:], 36), date.fromordinal(int(day, 36)), LETTERS[who[0]]


def _proof(said: str) -> str:
    return seal.derive_token("standards-told", said)[:MAC]


def _short(number: int) -> str:
    """In base 36: each letter of an SMS is paid."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
