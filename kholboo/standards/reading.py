"""Words and limits of reading: what forms a text has, who may read it, and how often."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Raised when the same file would give another page: texts are then converted anew.
CONVERTER = 1
# Free for everybody, whatever the access of the edition.
FREE_KINDS = frozenset({"about", "scope", "terms"})
# From one network address, which thousands of phones may share; nobody reads so much.
READS_IN_AN_HOUR = 1_200
LICENSED_READS_IN_AN_HOUR = 40
# Of all the licences of one account: no account reads a shelf in a day.
LICENSED_READS_IN_A_DAY = 150
# Pictures of texts that are sold, of one person under all their licences: in an hour the largest
# PDF once (1,500 pages), in a day twenty-five of 200 pages. Nobody reads more, a copier would.
PAGES_IN_AN_HOUR, PAGES_IN_A_DAY = 1_600, 5_000
# Searches inside one text that is sold, which show pieces of its clauses.
LICENSED_SEARCHES_IN_AN_HOUR = 200
# Pictures of pages of one licence with its number: each is made when it is asked for.
MARKED_IN_AN_HOUR = 3_000
# A copy on a phone: for how long, and how large at most, in bytes.
LEASE = timedelta(days=30)
MOST_KEPT = 25_000_000
SHOWN_PROBLEMS = 200
LONGEST_GRANT = timedelta(days=3 * 366)


class TextKind(TextChoices):
    STS = "sts", _("STS (XML)")
    PDF = "pdf", "PDF"


class TextState(TextChoices):
    DRAFT = "draft", _("not shown yet")
    SHOWN = "shown", _("shown to readers")
    REPLACED = "replaced", _("a newer file is shown")


class ScanState(TextChoices):
    """Where the words of a scanned page come from."""

    WAITING = "waiting", _("waits for the machine")
    READ = "read", _("read by machine")
    FAILED = "failed", _("could not be read")
    CHECKED = "checked", _("checked by a person")


class PartKind(TextChoices):
    """What a piece of the outermost level is; scope, terms and data are free to read."""

    ABOUT = "about", _("Data of the document")
    SCOPE = "scope", _("Scope")
    TERMS = "terms", _("Terms")
    TEXT = "text", _("Text")
