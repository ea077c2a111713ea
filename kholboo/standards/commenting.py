"""Words and limits of an enquiry: kinds of comment, what becomes of one. No database, no clock."""

import re
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_LINE, LONGEST_CLAUSE, LONGEST_PLACE = 20, 60, 60
LONGEST_KEY = 200
LONGEST_WORDS, LONGEST_NAME, LONGEST_EMAIL = 4000, 200, 254
LONGEST_NOTE, LONGEST_ENQUIRY = 1000, 366
# From one network address, which many share; a committee sends a hundred in an evening.
COMMENTS_IN_AN_HOUR = 120
# Of one enquiry from everywhere: above it, somebody floods.
COMMENTS_OF_ENQUIRY_IN_AN_HOUR = 1000
# How long a contact is kept after the last day; of each enquiry its own, to be confirmed.
CONTACT_DAYS = 90
# How long the words of comments stand beside what was answered; to be confirmed too.
WORDS_DAYS = 1825
# An enquiry that closed longer ago is not told of any more, as after a standstill.
TOLD_WITHIN_DAYS = 14
_NUMBER = re.compile(r"\d+")


class CommentKind(TextChoices):
    """As the comment template of ISO/CEN has them."""

    GENERAL = "ge", pgettext_lazy("comment", "general")
    TECHNICAL = "te", pgettext_lazy("comment", "technical")
    EDITORIAL = "ed", pgettext_lazy("comment", "editorial")


class CommentState(TextChoices):
    WAITING = "waiting", pgettext_lazy("comment", "not looked at yet")
    RELEASED = "released", pgettext_lazy("comment", "shown to everybody")
    HELD = "held", pgettext_lazy("comment", "held back")


class HeldFor(TextChoices):
    """Why a comment is not shown; everybody reads the reason, nobody the comment."""

    PERSONAL = "personal", _("It holds personal data of somebody.")
    ABUSE = "abuse", _("It insults or threatens somebody.")
    ELSEWHERE = "elsewhere", _("It is not about this draft.")


class Verdict(TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("comment", "accepted")
    PARTLY = "partly", pgettext_lazy("comment", "partly accepted")
    REFUSED = "refused", pgettext_lazy("comment", "not accepted")
    NOTED = "noted", pgettext_lazy("comment", "noted")


# Whoever is told no is told why.
NEEDS_REASON = frozenset({Verdict.PARTLY, Verdict.REFUSED})


class Phase(TextChoices):
    COMING = "coming", pgettext_lazy("enquiry", "opens soon")
    OPEN = "open", pgettext_lazy("enquiry", "open for comments")
    CLOSED = "closed", pgettext_lazy("enquiry", "closed")


def phase_on(day: date, *, opens_on: date, closes_on: date) -> Phase:
    """Both days belong to the enquiry."""
    if day < opens_on:
        return Phase.COMING
    return Phase.OPEN if day <= closes_on else Phase.CLOSED


def clause_key(clause: str) -> str:
    """Clauses in the order of a text: 4.2 before 4.10, the whole draft before its clauses.

    A figure becomes four and a letter up to three: what is too long then is cut.
    """
    key = _NUMBER.sub(lambda found: found[0].zfill(4), clause.casefold().strip())
    return key[:LONGEST_KEY]
