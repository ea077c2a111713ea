"""Short words with a sign and a colour: notices, chips, due dates. Colour never stands alone."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_lazy, ngettext

from kholboo.core import clock
from kholboo.core.formats.days import day_short
from kholboo.ui.components.engine import Component, block_component, component
from kholboo.ui.components.scale import Ticks

WORDS_OF_DUE = {
    "done": gettext_lazy("Answered"),
    "stopped": gettext_lazy("Clock stopped"),
    "none": gettext_lazy("No term"),
    "today": gettext_lazy("Due today"),
}
# What `vendor/noto-sans-mongolian-everyday.woff2` draws: native letters, what joins and ends words.
EVERYDAY = re.compile("[ \u1802\u1803\u180a-\u180e\u1820-\u1837\u202f]*")
SOON = 5  # days before the due date from which a case is called urgent on the desk


@block_component("notice")
@dataclass(frozen=True)
class Notice(Component):
    """A paragraph that must be seen. `kind`: info, good, warn, bad, gold (decided)."""

    kind: str = "info"
    title: object = ""
    is_live: bool = False

    @property
    def icon(self) -> str:
        signs = {"good": "check", "warn": "triangle-alert", "bad": "circle-alert", "gold": "award"}
        return signs.get(self.kind, "info")


@component("chip")
@dataclass(frozen=True)
class Chip(Component):
    """A status in a word. `kind`: plain, action, good, warn, bad, gold (certified, decided)."""

    label: object
    kind: str = "plain"
    icon: str = ""


@component("sample")
@dataclass(frozen=True)
class Sample(Component):
    """The mark of invented data: «ЖИШЭЭ»."""


@component("vertical")
@dataclass(frozen=True)
class Vertical(Component):
    """Words in traditional Mongolian script, in columns from left to right; nothing for no words.

    Stands beside the same words in Cyrillic, within `class="beside-vertical"`.
    """

    words: str

    @property
    def needs_whole_font(self) -> bool:
        """Some letters stand in loanwords only; their font is a third heavier."""
        return EVERYDAY.fullmatch(self.words) is None


@component("due_chip")
@dataclass(frozen=True)
class DueChip(Component):
    """Days left, in words. Without `due` there is no term; `is_stopped` pauses the clock.

    `term` is the whole term in days and gives the ten ticks their meaning.
    """

    due: date | None = None
    today: date | None = None
    term: int = 30
    is_stopped: bool = False
    is_done: bool = False

    @cached_property
    def left(self) -> int:
        """Whole days until the due date; negative when it has passed."""
        today = self.today or clock.local_date(clock.now())
        return (self.due - today).days if self.due else 0

    @cached_property
    def state(self) -> str:
        """done, stopped, none, late, today, soon or calm."""
        states = [
            (self.is_done, "done"),
            (self.is_stopped, "stopped"),
            (self.due is None, "none"),
            (self.left < 0, "late"),
            (self.left == 0, "today"),
            (self.left <= SOON, "soon"),
        ]
        return next((state for holds, state in states if holds), "calm")

    @property
    def icon(self) -> str:
        signs = {"late": "triangle-alert", "done": "check", "stopped": "pause", "none": "minus"}
        return signs.get(self.state, "clock")

    @property
    def words(self) -> str:
        if self.state in WORDS_OF_DUE:
            return str(WORDS_OF_DUE[self.state])
        count = abs(self.left)
        if self.state == "late":
            return ngettext("%(count)d day late", "%(count)d days late", count) % {"count": count}
        return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}

    @property
    def title(self) -> str:
        return day_short(self.due) if self.due else ""

    @property
    def ticks(self) -> Ticks | None:
        """Ten ticks: those behind us are strong. None where no clock runs."""
        if self.state in ("done", "none", "stopped"):
            return None
        gone = max(0, min(10, round(10 * (1 - self.left / max(self.term, 1)))))
        return Ticks(total=10, gone=gone, step=4, heights=(5, 8, 8))


@component("due_scale")
@dataclass(frozen=True)
class DueScale(Component):
    """A term as a measuring scale, one tick for each day from `start` to `due`.

    `start_label` replaces "received" where the clock began otherwise.
    """

    start: date
    due: date
    today: date | None = None
    is_done: bool = False
    start_label: object = ""

    @cached_property
    def now(self) -> date:
        return self.today or clock.local_date(clock.now())

    @property
    def total(self) -> int:
        return max(1, (self.due - self.start).days)

    @property
    def gone(self) -> int:
        return max(0, min(self.total, (self.now - self.start).days))

    @property
    def ticks(self) -> Ticks:
        return Ticks(total=self.total, gone=self.gone, step=10, heights=(8, 14, 20))

    @property
    def chip(self) -> DueChip:
        return DueChip(due=self.due, today=self.now, term=self.total, is_done=self.is_done)

    @property
    def words(self) -> str:
        return self.chip.words


@component("term_scale")
@dataclass(frozen=True)
class TermScale(Component):
    """A legal term of `days` as a bare scale with its numerals, for explaining pages."""

    days: int = 30
    label: object = ""

    @property
    def ticks(self) -> Ticks:
        return Ticks(total=self.days, gone=0, step=10, heights=(8, 14, 20))

    @property
    def numerals(self) -> range:
        return range(0, self.days + 1, 10)
