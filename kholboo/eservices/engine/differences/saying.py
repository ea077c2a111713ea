"""One difference between two versions, and the sentence for it in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.manifest import Days, Words


@dataclass(frozen=True)
class Said:
    """Words of a procedure: those of the reader's language when they are shown."""

    mn: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "mn").startswith("en") else self.mn


def said(words: Words | Mapping[str, str]) -> Said:
    if isinstance(words, Words):
        return Said(words.mn, words.en)
    return Said(words["mn"], words["en"])


@dataclass(frozen=True)
class Term:
    """`days` of a term as a reader says them."""

    days: Days | None

    def __str__(self) -> str:
        if self.days is None:
            return str(_("no term"))
        is_working = self.days.counting == "working"
        words = _("%(days)s days, working") if is_working else _("%(days)s days, calendar")
        return str(words) % {"days": self.days.days}


SENTENCES: dict[str, Promise] = {
    "step_added": _("New step: “%(what)s”."),
    "step_removed": _("The step “%(what)s” is left out."),
    "step_renamed": _("The step “%(was)s” is called “%(now)s”."),
    "step_role": _("“%(what)s” is done by another role: “%(was)s” before, “%(now)s” now."),
    "step_term": _("“%(what)s” has another term: %(was)s before, %(now)s now."),
    "step_outcomes": _("“%(what)s” ends otherwise: %(was)s before, %(now)s now."),
    "step_checklist": _("The checklist of “%(what)s” has changed."),
    "step_fields": _("What is written down at “%(what)s” has changed."),
    "step_others": _("Who may not do “%(what)s” has changed: %(was)s before, %(now)s now."),
    "step_confirmed": _("“%(what)s” is confirmed with a second factor: %(was)s → %(now)s."),
    "step_kind": _("“%(what)s” is another kind of step: “%(was)s” → “%(now)s”."),
    "step_rest": _("Of “%(what)s” this has changed too: %(parts)s."),
    "step_table": _("“%(what)s” follows another table: %(was)s → %(now)s."),
    "node_added": _("New in the drawing: “%(what)s”."),
    "node_removed": _("Left out of the drawing: “%(what)s”."),
    "node_renamed": _("In the drawing “%(was)s” is called “%(now)s”."),
    "node_kind": _("“%(what)s” works otherwise: “%(was)s” → “%(now)s”."),
    "way_added": _("From “%(what)s” one may come to “%(to)s”: %(when)s."),
    "way_removed": _("From “%(what)s” one does not come to “%(to)s” any more."),
    "way_condition": _("From “%(what)s” to “%(to)s”: %(was)s before, %(now)s now."),
    "way_order": _(
        "The ways out of “%(what)s” are asked in another order: the first that fits counts."
    ),
    "timer_added": _("New timer at “%(what)s”: %(now)s, then “%(to)s”."),
    "timer_removed": _("The timer at “%(what)s” is left out: %(was)s."),
    "timer_changed": _("The timer at “%(what)s” has changed: %(was)s before, %(now)s now."),
    "table_added": _("New table: “%(what)s”."),
    "table_removed": _("The table “%(what)s” is left out."),
    "table_renamed": _("The table “%(was)s” is called “%(now)s”."),
    "table_columns": _("The columns of “%(what)s” have changed: %(was)s before, %(now)s now."),
    "table_hit": _("The rules of “%(what)s” are taken otherwise: %(was)s → %(now)s."),
    "table_binds": _("“%(what)s” binds at another time: %(was)s → %(now)s."),
    "table_order": _("The rules of “%(what)s” stand in another order."),
    "rule_added": _("“%(what)s”, new rule: %(now)s."),
    "rule_removed": _("“%(what)s”, rule left out: %(was)s."),
    "rule_changed": _("“%(what)s”, rule changed: %(was)s before, %(now)s now."),
    "rule_note": _(
        "“%(what)s”, the words beside a rule: “%(was)s” before, “%(now)s” now. The rule: %(rule)s."
    ),
    "field_added": _("The form asks “%(what)s” now."),
    "field_removed": _("The form does not ask “%(what)s” any more."),
    "field_changed": _("“%(what)s” in the form takes other answers."),
    "field_required": _("“%(what)s” in the form: required %(was)s → %(now)s."),
    "field_words": _("“%(was)s” in the form is asked as “%(now)s”."),
    "field_asked": _(
        "“%(what)s” in the form is explained, offered or filled in beforehand otherwise."
    ),
    "field_when": _("“%(what)s” in the form is asked, or must be answered, in other cases."),
    "field_sealed": _(
        "“%(what)s” tells who somebody is: %(was)s → %(now)s. What tells it is sealed."
    ),
    "form_pages": _(
        "The pages of the form have other words, another order, or are shown otherwise."
    ),
    "document_added": _("A document more is asked for: “%(what)s”."),
    "document_removed": _("The document “%(what)s” is not asked for any more."),
    "document_changed": _("What is asked of the document “%(what)s” has changed."),
    "term": _("The term of the whole procedure: %(was)s before, %(now)s now."),
    "completion": _("The term to complete papers: %(was)s before, %(now)s now."),
    "objection": _("Days to object: %(was)s before, %(now)s now."),
    "milestones": _("The milestones have changed: %(was)s before, %(now)s now."),
    "fee": _("The fee follows another table: %(was)s → %(now)s."),
    "grants": _("What is granted has changed."),
    "law_added": _("New legal ground: “%(what)s”."),
    "law_removed": _("The legal ground “%(what)s” is left out."),
    "words": _("The words about the service have changed."),
    "rest": _("In “procedure.json” this has changed too: %(parts)s."),
}


@dataclass(frozen=True)
class Difference:
    """`area` is steps, ways, tables, form or rules: for headings. `element` is the id drawn."""

    area: str
    code: str
    element: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in the language active now."""
        return str(self.phrase)

    @property
    def phrase(self) -> "Phrase":
        return Phrase(SENTENCES[self.code], self.facts)

    @property
    def marked(self) -> SafeString:
        """The same for a page: what is in another language than the page's is marked so."""
        return self.phrase.__html__()


@dataclass(frozen=True)
class Phrase:
    """A sentence and what stands in its gaps: as text, or as HTML."""

    words: str | Promise
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        return str(self.words) % {name: str(said) for name, said in self.facts.items()}

    def __html__(self) -> SafeString:
        facts = {name: conditional_escape(said) for name, said in self.facts.items()}
        return SafeString(escape(str(self.words)) % facts)


def without(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is gone, in the order in which it stood."""
    return [name for name in was if name not in now]


def others(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Names of what differs: of whatever nobody has a sentence for."""
    return [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]


def listed(parts: Any, between: str = ", ") -> Any:
    """Several words in a row; put together when they are shown."""
    return _Listed(tuple(parts), between)


@dataclass(frozen=True)
class _Listed:
    parts: tuple[Any, ...]
    between: str

    def __str__(self) -> str:
        return self.between.join(map(str, self.parts)) or "–"

    def __html__(self) -> SafeString:
        return format_html_join(self.between, "{}", ((part,) for part in self.parts)) or escape("–")


@dataclass(frozen=True)
class Answer:
    is_yes: bool

    def __str__(self) -> str:
        return str(_("Yes") if self.is_yes else _("No"))
