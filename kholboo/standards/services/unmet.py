"""Words that found nothing, kept for the agency: what they are and how often, never by whom."""

import re
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.models import Unmet, UnmetHandled
from kholboo.standards.numbers import parse

LONGEST, SHORTEST = 60, 2
MOST_A_DAY = 2_000  # different words; a flood of nonsense fills no more
KEPT = timedelta(days=400)
# Phones, register numbers and addresses of people: whatever has so many figures, or a sign of mail.
_OF_A_PERSON = re.compile(r"@|[а-яёөү]{2}\s?\d{8}|(?:\d[\s./-]*){5}", re.IGNORECASE)
_KNOWN_PREFIX = re.compile(r"\b(?:mns|iso|iec|cac|gost|en|astm|gb|din|bs)\b")
NOTE = """
INSERT INTO standards_unmet AS u (words, day, count)
SELECT %(words)s, %(day)s::date, 1 WHERE EXISTS (
    SELECT FROM standards_unmet WHERE day = %(day)s AND words = %(words)s
) OR (SELECT count(*) FROM standards_unmet WHERE day = %(day)s) < %(most)s
ON CONFLICT (day, words) DO UPDATE SET count = u.count + 1
"""


def note(words: str) -> None:
    """Count them for today, unless they may tell of a person."""
    told = tellable(words)
    if told:
        today = clock.local_date(clock.now())
        with connection.cursor() as cursor:
            cursor.execute(NOTE, {"words": told, "day": today, "most": MOST_A_DAY})


def tellable(words: str) -> str:
    """Small letters on one line; empty for what nobody should keep."""
    plain = " ".join(words.lower().split())
    if not SHORTEST <= len(plain) <= LONGEST or not any(letter.isalpha() for letter in plain):
        return ""
    number = parse(plain)
    is_standard = number is not None and _KNOWN_PREFIX.search(number.key)
    return "" if _OF_A_PERSON.search(plain) and not is_standard else plain


@transaction.atomic
def handle(words: str, *, is_handled: bool, actor: User) -> None:
    """Somebody saw to these words, or takes that back. Raises NotFound for words nobody typed."""
    if not Unmet.objects.filter(words=words).exists():
        raise NotFound(_("Nobody has looked for these words."))
    if is_handled:
        UnmetHandled.objects.update_or_create(
            words=words, defaults={"at": clock.now(), "by": actor}
        )
    else:
        UnmetHandled.objects.filter(words=words).delete()
    action = "standards.unmet_handled" if is_handled else "standards.unmet_opened"
    # Without the words: history is never erased, and nobody can know what a person typed.
    audit.record(action, "standards.Unmet", actor=actor)


@transaction.atomic
def forget(today: date) -> int:
    """Delete what is older than a year and a bit, and marks of what is gone; how many days' rows."""
    gone, _kinds = Unmet.objects.filter(day__lt=today - KEPT).delete()
    UnmetHandled.objects.exclude(words__in=Unmet.objects.values("words")).delete()
    return gone
