"""What can be changed of an edition, and how two states of it differ. No database, no clock.

Facts are plain values that JSON keeps: texts, numbers, `2026-07-10`, lists in order. A tie to
another text is `[kind, how, name, clause]`: `how` is edition, work (name is then its address) or
text (name is then the words). A law that names it is always text, its clause is the article, and a
day and a link may follow.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kholboo.standards.rules import RelationKind

Facts = dict[str, Any]
# Name of the fact → what it was when somebody proposed to change it, and what it shall be.
Changes = dict[str, list[Any]]

# With what people call them, in the order of the page.
LABELS = {
    "title_mn": _("Title, in Mongolian"),
    "title_en": _("Title, in English"),
    "is_title_ours": _("The English title is our translation"),
    "stage": _("Stage"),
    "approved_on": _("Approved on"),
    "resolution": _("Resolution"),
    "effective_on": _("In force from"),
    "withdrawn_on": _("Withdrawn"),
    "access": _("Who may read the text"),
    "pages": _("Number of pages"),
    "store_id": _("Key at estandard.gov.mn"),
    "ics": _("Classes (ICS)"),
    "committee": _("Technical committee"),
    "scope_mn": _("Scope, in Mongolian"),
    "scope_en": _("Scope, in English"),
    "ties": _("What hangs together with it"),
    "replaced_by": _("Replaced by"),
}
DAYS = ("approved_on", "effective_on", "withdrawn_on")
LISTS = ("ics", "ties", "replaced_by")
# What stands in a column of the edition; of its committee the number, which is its key.
COLUMNS = tuple(name for name in LABELS if name not in LISTS)
KEYS = {"committee": "committee_id"}

LONGEST_TITLE, LONGEST_SCOPE, LONGEST_NOTE = 500, 5000, 300
LONGEST_TIE, LONGEST_CLAUSE, LONGEST_LINK = 300, 40, 300
MOST_CLASSES, MOST_TIES = 12, 60


# Where the texts of laws stand.
LAWS = re.compile(r"https://(?:[a-z]+\.)?legalinfo\.mn/[^\s<>\"]*")


class Bond(NamedTuple):
    """A tie with names for its parts."""

    kind: str
    how: str
    name: str
    clause: str = ""
    since: str = ""
    link: str = ""

    def plain(self) -> list[str]:
        """As facts keep it: without a day and a link where there is neither."""
        return list(self if self.since or self.link else self[:4])


class ChangeKind(TextChoices):
    """What happened to an edition, for its history and for those who follow it."""

    ADDED = "added", pgettext_lazy("change", "added to the catalogue")
    CHANGED = "changed", pgettext_lazy("change", "facts corrected")
    IN_FORCE = "in_force", pgettext_lazy("change", "day in force set")
    WITHDRAWN = "withdrawn", pgettext_lazy("change", "withdrawn")
    REPLACED = "replaced", pgettext_lazy("change", "replaced")
    TIED = "tied", pgettext_lazy("change", "ties to other standards changed")


class ProposalState(TextChoices):
    OPEN = "open", _("waits for a second person")
    PUBLISHED = "published", pgettext_lazy("proposal", "published")
    REFUSED = "refused", pgettext_lazy("proposal", "not accepted")
    TAKEN_BACK = "taken_back", pgettext_lazy("proposal", "taken back")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """What of `after` is otherwise than `before`; facts `after` does not speak of stay."""
    return {
        name: [before.get(name), after[name]]
        for name in LABELS
        if name in after and after[name] != before.get(name)
    }


def faults(facts: Mapping[str, Any]) -> list[tuple[str, Promise]]:
    """Pairs of fact and sentence: what cannot be true together."""
    found: list[tuple[str, Promise]] = []
    if not (facts.get("title_mn") or facts.get("title_en")):
        found.append(("title_mn", _("Write the title in Mongolian or in English.")))
    approved, effective, withdrawn = (facts.get(name) for name in DAYS)
    if approved and effective and effective < approved:
        found.append(("effective_on", _("It cannot be in force before it is approved.")))
    if effective and withdrawn and withdrawn < effective:
        found.append(("withdrawn_on", _("It cannot be withdrawn before it is in force.")))
    return found


def wrong_ties(ties: Iterable[list[str]]) -> Promise | None:
    """What no tie may be: a law that is an edition, a link that leads elsewhere."""
    for bond in (Bond(*tie) for tie in ties):
        is_law = bond.kind == RelationKind.CITED
        if bond.kind not in RelationKind.values or (is_law and bond.how != "text"):
            return _("There is no such tie.")
        if bond.link and not (is_law and LAWS.fullmatch(bond.link)):
            return _("A link leads to the text of the law at https://legalinfo.mn/.")
    return None


def kind_of(changes: Changes) -> ChangeKind:
    """The weightiest of what changed names the whole."""
    new = {name: after for name, (_before, after) in changes.items()}
    if new.get("replaced_by"):
        return ChangeKind.REPLACED
    if new.get("withdrawn_on"):
        return ChangeKind.WITHDRAWN
    if new.get("effective_on"):
        return ChangeKind.IN_FORCE
    if set(changes) <= {"ties", "replaced_by"}:
        return ChangeKind.TIED
    return ChangeKind.CHANGED


def day_of(kind: ChangeKind, changes: Changes, today: date) -> date:
    """The day the event is about: of a withdrawal the day it holds from, else today."""
    name = {ChangeKind.WITHDRAWN: "withdrawn_on", ChangeKind.REPLACED: "withdrawn_on"}.get(
        kind, "effective_on" if kind == ChangeKind.IN_FORCE else ""
    )
    written = changes[name][1] if name in changes else None
    return date.fromisoformat(written) if written else today
