"""Whether a running application can go on under another version: which of three lists it is in.

The engine says whether its steps stand rightly in the other drawing (`engine/remapping.py`); here
it is looked at as a whole. Nothing is written: a dry run and the move itself ask the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, pgettext

from kholboo.eservices.engine import remapping
from kholboo.eservices.engine.conditions.kinds import names_in
from kholboo.eservices.engine.decisions import Binds
from kholboo.eservices.engine.marking import Drawn, called, join, put
from kholboo.eservices.engine.naming import FORM, OUTCOME, value_of
from kholboo.eservices.engine.remapping import Remapping, Verdict
from kholboo.eservices.engine.walking import Token
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.wording import Wording
from kholboo.eservices.rules import StepStatus


class Outlook(StrEnum):
    FINE = "fine"
    ATTENTION = "attention"
    CANNOT = "cannot"


# What a reason is called in a row, with the names it speaks of.
Reason = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Place:
    """A step as far as judging needs it."""

    token: Token
    status: str
    outcome: str = ""


@dataclass(frozen=True)
class Case:
    """`places` in the order in which they were done, those that wait last.

    `asked` are the questions and papers the applicant is putting right just now.
    """

    places: tuple[Place, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    is_decided: bool = False


@dataclass(frozen=True)
class Judgement:
    standing: Outlook
    reasons: tuple[Reason, ...] = ()
    moved: tuple[tuple[Token, Token], ...] = ()


class Judge:
    """For one pair of versions and one map. Cases that stand alike are judged once."""

    def __init__(self, before: Read, after: Read, nodes: Mapping[str, str]) -> None:
        self.before, self.after, self.nodes = before, after, dict(nodes)
        self._remapping = Remapping(before.bundle.graphs, after.bundle.graphs, self.nodes)
        self._known: dict[tuple[frozenset[Token], tuple[Token, ...]], Verdict] = {}
        asked = names_asked(after)
        self._new_answers = sorted(
            name for name in asked - names_asked(before) if name[0] == FORM and len(name) > 1
        )
        self._outcomes_asked = {name[0] for name in asked if name[1:] == (OUTCOME,)}
        self._unbound = tuple(sorted({name[0] for name in asked & _new_outputs(before, after)}))
        schema = after.bundle.schema.get("properties", {})
        papers = {one.key for one in after.book.documents}
        self._askable = set(schema) | papers

    @property
    def needs_answers(self) -> bool:
        return bool(self._new_answers)

    def renamed(self, token: Token) -> Token:
        """What a token that does not wait any more is called in the new version."""
        return self._remapping.renamed(token)

    def judge(self, case: Case) -> Judgement:
        if case.is_decided:
            return Judgement(Outlook.CANNOT, (("decided", ()),))
        verdict = self._verdict(case)
        if verdict.standing is remapping.Fit.SKIPS:
            return Judgement(Outlook.CANNOT, (("skips", verdict.skipped),))
        if lacking := self._lacking(case):
            return Judgement(Outlook.CANNOT, lacking)
        if verdict.standing is remapping.Fit.NEEDS_MAP:
            return Judgement(Outlook.ATTENTION, (("missing", verdict.missing),))
        if other := self._other_kind(verdict):
            return Judgement(Outlook.ATTENTION, (("kind", other),))
        if gone := tuple(sorted(set(case.asked) - self._askable)):
            return Judgement(Outlook.ATTENTION, (("asked", gone),))
        return Judgement(Outlook.FINE, moved=verdict.moved)

    def words(self, reason: Reason) -> str:
        """A reason as a sentence, in the language of the page."""
        code, names = reason
        sentences = {
            "decided": gettext("It is decided already."),
            "skips": gettext("It would skip what the new version asks for before: %(names)s."),
            "answers": gettext(
                "The new version goes by answers it was never asked for: %(names)s."
            ),
            "tables": gettext(
                "The new version goes by a table that was not asked on the day of the application: "
                "%(names)s."
            ),
            "results": gettext("The new version does not know how this step ended: %(names)s."),
            "missing": gettext("It waits at a step that the new version does not have: %(names)s."),
            "kind": gettext("The step it waits at does something else there: %(names)s."),
            "asked": gettext(
                "The applicant is putting right what the new form does not ask: %(names)s."
            ),
        }
        said = join(pgettext("between steps", " and "), (self._called(code, one) for one in names))
        return put(sentences[code], {"names": said})

    def _verdict(self, case: Case) -> Verdict:
        waiting = frozenset(
            place.token for place in case.places if place.status == StepStatus.WAITING
        )
        done = tuple(place.token for place in case.places if place.status == StepStatus.DONE)
        key = (waiting, done)
        if key not in self._known:
            self._known[key] = self._remapping.judge(waiting, done)
        return self._known[key]

    def _lacking(self, case: Case) -> tuple[Reason, ...]:
        """What the new version goes by, and this application has not got and cannot get."""
        data = {FORM: case.answers}
        answers = tuple(
            ".".join(name[1:])
            for name in self._new_answers
            if value_of(list(name), data) in (None, [], [None])
        )
        steps = self.after.book.steps
        results = tuple(
            place.token.node
            for place in case.places
            if (name := self.nodes.get(place.token.node, place.token.node)) in self._outcomes_asked
            and place.outcome
            and name in steps
            and place.outcome not in {one.key for one in steps[name].outcomes}
        )
        found = (("answers", answers), ("tables", self._unbound), ("results", results))
        return tuple((code, tuple(dict.fromkeys(names))) for code, names in found if names)

    def _other_kind(self, verdict: Verdict) -> tuple[str, ...]:
        """A check may not become a decision: what was done to it meant something else."""
        old, new = self.before.book.steps, self.after.book.steps
        return tuple(
            token.node
            for token, place in verdict.moved
            if token.node in old
            and place.node in new
            and old[token.node].kind != new[place.node].kind
        )

    def _called(self, code: str, name: str) -> str:
        if code == "skips":
            return name_in(self.after, name)
        if code == "answers":
            return Wording(self.after.book, self.after.bundle).name((FORM, *name.split(".")))
        if code == "tables":
            return Drawn(self.after.bundle.tables[name].name)
        if code == "asked":
            papers = {one.key: one.words for one in self.before.book.documents}
            words = Wording(self.before.book, self.before.bundle)
            return papers.get(name) or words.name((FORM, name))
        return name_in(self.before, name)


def name_in(read: Read, node: str) -> str:
    """What people call a node of the drawing."""
    rule = read.book.steps.get(node)
    if rule is not None:
        return rule.words
    found = next((one for _graph, one in read.bundle.graphs.all_nodes() if one.id == node), None)
    return called(found.name, node) if found else node


def names_asked(read: Read) -> set[tuple[str, ...]]:
    """All that a table or a gateway of a version goes by."""
    names = {tuple(column.path) for table in read.bundle.tables.values() for column in table.inputs}
    for _graph, node in read.bundle.graphs.all_nodes():
        for flow in node.flows:
            names |= set(names_in(flow.condition)) if flow.condition else set()
    return names


def _new_outputs(before: Read, after: Read) -> set[tuple[str, ...]]:
    """Outputs of tables that bind at submission, of which the old version knew nothing."""
    return _bound_outputs(after) - _bound_outputs(before)


def _bound_outputs(read: Read) -> set[tuple[str, ...]]:
    return {
        (table.id, output.name)
        for table in read.bundle.tables.values()
        if table.binds is Binds.SUBMISSION
        for output in table.outputs
    }


def does_the_same(before: Read, after: Read, old: str, new: str) -> bool:
    """Whether a step of the old drawing may become this one of the new."""
    return (before_kind := _kind(before, old)) is not None and before_kind == _kind(after, new)


def _kind(read: Read, node: str) -> tuple[object, ...] | None:
    for graph, one in read.bundle.graphs.all_nodes():
        if one.id == node:
            rule = read.book.steps.get(node)
            is_main = graph.process == read.bundle.graphs.main
            return (one.kind, one.message, bool(one.each), rule.kind if rule else None, is_main)
    return None
