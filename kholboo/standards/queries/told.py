"""What happened to standards, in sentences for those who follow them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kholboo.core.formats.days import day_short
from kholboo.standards.changing import LABELS, ChangeKind
from kholboo.standards.models import Digest, Edition, News, Watcher
from kholboo.standards.queries.catalogue import EditionToday, standings_of
from kholboo.standards.rules import Status
from kholboo.standards.watching import MOST_TOLD, NewsKind

# Of these the page says where the standard stands now; of the others what was written otherwise.
TELLING = {ChangeKind.ADDED, ChangeKind.IN_FORCE, ChangeKind.WITHDRAWN, ChangeKind.REPLACED}
OVER = (Status.REPLACED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Happened:
    """One standard of a letter. `said` are whole sentences; `news` is where they come from."""

    standing: EditionToday
    said: list[str]
    note: str = ""
    news: list[News] = field(default_factory=list)

    @property
    def edition(self) -> Edition:
        return self.standing.edition

    @property
    def successor(self) -> Edition | None:
        return self.standing.successor


def digest_of(watcher: Watcher, day: date) -> Digest | None:
    return Digest.objects.filter(watcher=watcher, day=day).first()


@dataclass(frozen=True)
class Told:
    """News with all that is said of it, read at once for many letters."""

    news: dict[int, News]
    standings: dict[int, EditionToday]

    def lines(self, chosen: Collection[int]) -> list[Happened]:
        """One line a standard, weightiest first, in the language that is switched on."""
        by_edition: dict[int, list[News]] = {}
        for key in sorted(chosen):
            if key in self.news:
                by_edition.setdefault(self.news[key].edition_id, []).append(self.news[key])
        found = [
            _happened(self.standings[edition], rows)
            for edition, rows in by_edition.items()
            if edition in self.standings
        ]
        return sorted(found, key=_weight)[:MOST_TOLD]


def read(keys: Collection[int]) -> Told:
    """Three questions for any number of them."""
    rows = News.objects.filter(pk__in=keys).select_related("event", "by__work")
    news = {row.pk: row for row in rows.defer("by__scope_mn", "by__scope_en")}
    editions = sorted({row.edition_id for row in news.values()})
    return Told(news, {row.edition.pk: row for row in standings_of(editions)})


def lines_of(keys: Collection[int]) -> list[Happened]:
    return read(keys).lines(keys)


def _weight(row: Happened) -> tuple[int, str]:
    return (0 if row.standing.status in OVER else 1, row.edition.designation)


def _happened(standing: EditionToday, rows: list[News]) -> Happened:
    said = []
    if any(_is_about_standing(row) for row in rows):
        is_new = any(_kind(row) == ChangeKind.ADDED for row in rows)
        said += [_("New edition.")] if is_new and standing.status != Status.DRAFT else []
        said += _stands(standing)
    said += [_amended(row) for row in rows if row.by]
    said += _corrected(rows)
    notes = [row.event.note for row in rows if row.event and row.event.note]
    return Happened(
        standing, said or [_("Its data were changed.")], notes[-1] if notes else "", rows
    )


def _kind(row: News) -> str:
    return row.event.kind if row.event else ""


def _is_about_standing(row: News) -> bool:
    return row.kind == NewsKind.TURNED or _kind(row) in TELLING


def _stands(standing: EditionToday) -> list[str]:
    """Where it stands today, and what is known of its coming days."""
    edition, successor = standing.edition, standing.successor
    number = {"number": successor.designation if successor else ""}
    if standing.status == Status.REPLACED:
        return [_("Your reference is withdrawn, this replaces it: %(number)s.") % number]
    if standing.status == Status.WITHDRAWN:
        return [_("Your reference is withdrawn. Nothing replaces it.")]
    found = [_now(standing.status, edition)]
    if edition.withdrawn_on:
        day = {"day": day_short(edition.withdrawn_on)} | number
        later = _("Withdrawn as of %(day)s; then %(number)s replaces it.")
        found.append((later if successor else _("Withdrawn as of %(day)s.")) % day)
    elif successor:
        since = successor.effective_on or successor.approved_on
        day = {"day": day_short(since) if since else ""} | number
        later = _("As of %(day)s %(number)s replaces it.")
        found.append((later if since else _("%(number)s will replace it.")) % day)
    return found


def _now(status: Status, edition: Edition) -> str:
    day = {"day": day_short(edition.effective_on) if edition.effective_on else ""}
    if status == Status.IN_FORCE:
        return _("In force since %(day)s.") % day
    if status == Status.COMING:
        return _("Comes into force on %(day)s.") % day
    if status == Status.DRAFT:
        return _("It is a draft and not in force.")
    return _("From which day it is in force is to be confirmed.")


def _amended(row: News) -> str:
    number = {"number": row.by.designation if row.by else ""}
    is_amended = row.kind == NewsKind.AMENDS
    said = (_("Amended by %(number)s.") if is_amended else _("Corrected by %(number)s.")) % number
    if row.by_status == Status.COMING and row.by and row.by.effective_on:
        day = {"day": day_short(row.by.effective_on)}
        said += " " + _("That comes into force on %(day)s.") % day
    return said


def _corrected(rows: list[News]) -> list[str]:
    """What was written otherwise without moving where it stands."""
    names = {
        name
        for row in rows
        if row.event and row.event.kind in (ChangeKind.CHANGED, ChangeKind.TIED)
        for name in row.event.changes
    }
    labels = [str(label) for name, label in LABELS.items() if name in names]
    if not labels:
        return []
    return [_("Changed in the catalogue: %(facts)s.") % {"facts": ", ".join(labels)}]


def sms_of(lines: list[Happened]) -> list[str]:
    """What an SMS may say, longest first: the caller takes the first that is short enough."""
    first, more = lines[0], len(lines) - 1
    number = first.edition.designation.replace(" : ", ":")
    tail = ngettext("%(count)s more.", "%(count)s more.", more) % {"count": more} if more else ""
    found = []
    if first.standing.status == Status.REPLACED and first.successor:
        newer = first.successor.designation.replace(" : ", ":")
        both = {"number": number, "newer": newer}
        found.append(_("MASM: %(number)s is withdrawn, %(newer)s replaces it.") % both)
    if first.standing.status in OVER:
        found.append(_("MASM: %(number)s is withdrawn.") % {"number": number})
    elif first.news and any(_kind(row) == ChangeKind.ADDED for row in first.news):
        found.append(_("MASM: new edition %(number)s.") % {"number": number})
    else:
        found.append(_("MASM: news about %(number)s.") % {"number": number})
    short = _("MASM: news about standards you follow.")
    return [f"{words} {end}".strip() for words in found for end in (tail, "")] + [short]
