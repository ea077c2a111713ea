"""The two quarterly tables of the Cabinet Secretariat, and the cases behind each number.

Titles of the columns: petition_rules.json, report_forms (a state body's report of 2020). What
stands behind a title was not seen in a source, so it is defined here, once, for the cell, for
the list it opens and for the frozen report. "At the cut-off" is the midnight that ends that day.

Which cases: received in the period (and not after the cut-off), of every kind, also those without a
name and those withdrawn later. Office, kind and channel are those on the case now.

=============  ====================================================================
received       all of them
answered       at the cut-off its present round has an answer; closed ones too
forwarded      at the cut-off passed on to the competent body
late           of those answered: the answer came after the term of its round
not due        at the cut-off unanswered, and its term ends later
resolved %     (answered + forwarded) ÷ received × 100, one decimal; none without cases
=============  ====================================================================

The form has no column for the others; they stand beside it, so that every case is counted once:
received = answered + forwarded + not due + overdue + withdrawn + without term.

=============  ====================================================================
overdue        unanswered at the cut-off, and its term has ended
withdrawn      the citizen took it back before the cut-off
without term   unanswered, sent without a name: the law gives no term
=============  ====================================================================

A case reopened before the cut-off is unanswered again, with its new term; reopened after it, it
is still answered. The term of a round is the one that round ended with (or has now): an
extension or a holiday decreed later counts.

Channels: letter → in writing; 11-11 → 11-11; web site, another system and e-mail → electronic
(the law's electronic form asks for an e-mail address); hotline → phone; visit → in person;
anything else → other.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Q, TextChoices
from django.utils.translation import get_language, pgettext_lazy

from kholboo.feedback.queries.standing import ANSWERED, Period, Standing
from kholboo.feedback.rules import CaseKind, Channel

# Frozen reports keep the names of their lines in both languages.
KIND_NAMES = {
    CaseKind.COMPLAINT: ("Гомдол", "Complaint"),
    CaseKind.REQUEST: ("Хүсэлт", "Request"),
    CaseKind.PETITION: ("Өргөдөл", "Petition"),
    CaseKind.SUGGESTION: ("Санал", "Suggestion"),
}


class By(StrEnum):
    OFFICE = "office"
    KIND = "kind"


class Column(TextChoices):
    """A column of the form, with its official title; `CAME` is the sum of the second table."""

    RECEIVED = "received", pgettext_lazy("report form", "Total received")
    ANSWERED = "answered", pgettext_lazy("report form", "Resolved and answered")
    FORWARDED = "forwarded", pgettext_lazy("report form", "Forwarded to other body")
    LATE = "late", pgettext_lazy("report form", "Resolved after the term")
    NOT_DUE = "not_due", pgettext_lazy("report form", "Not yet due")
    OVERDUE = "overdue", pgettext_lazy("report form", "Not answered, term passed")
    WITHDRAWN = "withdrawn", pgettext_lazy("report form", "Taken back")
    NO_TERM = "no_term", pgettext_lazy("report form", "Not answered, without term")
    CAME = "came", pgettext_lazy("report form of channels", "Total received")
    LETTER = "letter", pgettext_lazy("report form", "In writing")
    CENTRE = "centre", pgettext_lazy("report form", "Via 11-11 centre")
    ELECTRONIC = "electronic", pgettext_lazy("report form", "Electronically")
    PHONE = "phone", pgettext_lazy("report form", "By phone")
    VISIT = "visit", pgettext_lazy("report form", "In person")
    OTHER = "other", pgettext_lazy("report form", "Other")


OUTCOMES = (Column.RECEIVED, Column.ANSWERED, Column.FORWARDED, Column.LATE, Column.NOT_DUE)
BESIDE = (Column.OVERDUE, Column.WITHDRAWN, Column.NO_TERM)
CHANNELS = (
    Column.CAME,
    Column.LETTER,
    Column.CENTRE,
    Column.ELECTRONIC,
    Column.PHONE,
    Column.VISIT,
    Column.OTHER,
)
ALL = frozenset({Column.RECEIVED, Column.CAME})
_STANDINGS: dict[Column, frozenset[Standing]] = {
    Column.ANSWERED: ANSWERED,
    Column.FORWARDED: frozenset({Standing.FORWARDED}),
    Column.LATE: frozenset({Standing.LATE}),
    Column.NOT_DUE: frozenset({Standing.NOT_DUE}),
    Column.OVERDUE: frozenset({Standing.OVERDUE}),
    Column.WITHDRAWN: frozenset({Standing.WITHDRAWN}),
    Column.NO_TERM: frozenset({Standing.NO_TERM}),
}
_CHANNELS: dict[Column, frozenset[str]] = {
    Column.LETTER: frozenset({Channel.LETTER}),
    Column.CENTRE: frozenset({Channel.CENTRE}),
    Column.ELECTRONIC: frozenset({Channel.WEB, Channel.API, Channel.EMAIL}),
    Column.PHONE: frozenset({Channel.PHONE}),
    Column.VISIT: frozenset({Channel.VISIT}),
}
_NAMED_CHANNELS: frozenset[str] = frozenset().union(*_CHANNELS.values())


def is_in(column: Column, standing: str, channel: str) -> bool:
    """Whether a case that stands so and came so is counted in `column`."""
    if column in _STANDINGS:
        return standing in _STANDINGS[column]
    if column == Column.OTHER:
        return channel not in _NAMED_CHANNELS
    return column in ALL or channel in _CHANNELS[column]


def condition(column: Column) -> Q:
    """The same as a condition over cases with their `standing`."""
    if column in _STANDINGS:
        return Q(standing__in=sorted(_STANDINGS[column]))
    if column == Column.OTHER:
        return ~Q(channel__in=sorted(_NAMED_CHANNELS))
    return Q() if column in ALL else Q(channel__in=sorted(_CHANNELS[column]))


@dataclass(frozen=True)
class Line:
    """One line of the tables. `key` is an office's slug or a kind; empty for the sum."""

    key: str
    name_mn: str
    name_en: str
    counts: Counter[Column]

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_mn

    @property
    def percent(self) -> float | None:
        """Resolved of received, in per cent with one decimal; None where nothing was received."""
        received = self.counts[Column.RECEIVED]
        resolved = self.counts[Column.ANSWERED] + self.counts[Column.FORWARDED]
        return round(100 * resolved / received, 1) if received else None


@dataclass(frozen=True)
class Report:
    """Both tables of one period: line by office and by kind over the same cases."""

    period: Period
    offices: list[Line]
    kinds: list[Line]

    @cached_property
    def total(self) -> Line:
        counts: Counter[Column] = Counter()
        for line in self.kinds:
            counts.update(line.counts)
        return Line("", "Нийт", "Total", counts)

    def lines(self, by: By) -> list[Line]:
        return self.kinds if by == By.KIND else self.offices
