"""What a dry run shows: the places that wait, and what a table said, by the names people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from kholboo.eservices.book import StepRule
from kholboo.eservices.engine.decisions import NoRule, Result, Table, decide
from kholboo.eservices.engine.forms.telling import say, text_of
from kholboo.eservices.engine.forms.written import form_of_fields
from kholboo.eservices.engine.graph import Timer
from kholboo.eservices.engine.marking import Drawn, called, join, put
from kholboo.eservices.engine.walking import Token, node_of
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.step_lines import role_words
from kholboo.eservices.queries.wording import Wording
from kholboo.eservices.rules import StepKind


@dataclass(frozen=True)
class Place:
    """A step that waits, and what the person may choose there."""

    key: str
    title: str
    who: str
    due: date | None
    rule: StepRule | None
    proposal: str = ""
    timers: tuple[tuple[str, date], ...] = ()

    @property
    def takes_samples(self) -> bool:
        return self.rule is not None and self.rule.kind == StepKind.SAMPLING


@dataclass(frozen=True)
class Told:
    on: date
    text: str
    is_rule: bool = False


def key_of(token: Token) -> str:
    """A place by a name that the page can send back."""
    item = "" if token.item is None else token.item
    return f"{token.scope}|{token.node}|{token.visit}|{item}"


def written_lines(rule: StepRule, result: Mapping[str, Any]) -> list[str]:
    """What was written down at a step, a sentence for each field; empty ones left out."""
    language = get_language() or "mn"
    return [
        gettext("Written down: %(name)s: %(value)s")
        % {
            "name": say(field.label, language),
            "value": text_of(field, result[field.key], language),
        }
        for field in form_of_fields(rule.fields).fields
        if result.get(field.key) not in (None, "")
    ]


@dataclass(frozen=True)
class Names:
    """Titles of one version's steps, timers and rows."""

    read: Read

    def step(self, token: Token) -> str:
        rule = self.read.book.steps.get(token.node)
        name = rule.words if rule else self._drawn(token)
        return name if token.item is None else join(" ", (name, str(token.item + 1)))

    def timer(self, timer: Timer) -> str:
        return called(timer.name, gettext("term that runs out"))

    def who(self, rule: StepRule | None) -> str:
        return role_words(rule.role) if rule else gettext("applicant")

    def row(self, table: Table, result: Result) -> str:
        """A row of a table by its number, and its note where it has one."""
        number = next(place for place, one in enumerate(table.rules, 1) if one.id == result.rule)
        if not result.note:
            return gettext("row %(number)s") % {"number": number}
        facts: dict[str, str | int] = {"number": number, "note": Drawn(result.note)}
        return put(gettext("row %(number)s, “%(note)s”"), facts)

    def given(self, table: Table, outputs: Mapping[str, Any]) -> str:
        words = Wording(self.read.book, self.read.bundle)
        given = []
        for one in table.outputs:
            name = called(one.label, one.name)
            given.append(join(": ", (name, words.output(table.id, one.name, outputs[one.name]))))
        return join(", ", given)

    def proposal(self, rule: StepRule | None, data: Mapping[str, Any]) -> str:
        """What the table of a step proposes, or why it proposes nothing; empty without a table."""
        if rule is None or rule.table not in self.read.bundle.tables:
            return ""
        table = self.read.bundle.tables[rule.table]
        try:
            found = decide(table, data)
        except NoRule as refusal:
            return refusal.message
        facts = {
            "outcome": rule.outcome_words(str(found.outputs.get("outcome", ""))),
            "row": self.row(table, found),
        }
        return put(gettext("The table proposes “%(outcome)s” by its %(row)s."), facts)

    def _drawn(self, token: Token) -> str:
        node = node_of(self.read.bundle.graphs, token)
        return called(node.name, node.id)
