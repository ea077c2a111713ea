"""What became of the steps: who does them, in what time, with which ends."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.eservices.engine.actions import APPLICANT
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.saying import (
    Answer,
    Difference,
    Term,
    listed,
    others,
    said,
)
from kholboo.eservices.engine.differences.wording import Wording, Wordings
from kholboo.eservices.engine.manifest import Manifest, Named, StepRules

_TOLD = {
    *("title", "role", "kind", "outcomes", "checklist", "fields", "not_same_as", "step_up"),
    "table",
}


def of_steps(old: Bundle, new: Bundle, words_of: Wordings) -> Iterator[Difference]:
    before, after = old.manifest, new.manifest
    for name, step in before.steps.items():
        if name not in after.steps:
            yield _say("step_removed", name, what=said(step.title))
    for name, step in after.steps.items():
        if name not in before.steps:
            yield _say("step_added", name, what=said(step.title))
        else:
            yield from _step(name, before, after)
            yield from _work(name, before, after, words_of(old), words_of(new))


def _say(code: str, element: str, **facts: object) -> Difference:
    return Difference("steps", code, element, facts)


def _step(name: str, before: Manifest, after: Manifest) -> Iterator[Difference]:
    old, new = before.steps[name], after.steps[name]
    what = said(new.title)
    if old.title != new.title:
        yield _say("step_renamed", name, was=said(old.title), now=what)
    if before.role_of(name) != after.role_of(name):
        was, now = _role(before.role_of(name)), _role(after.role_of(name))
        yield _say("step_role", name, what=what, was=was, now=now)
    if _days(old) != _days(new):
        yield _say("step_term", name, what=what, was=Term(old.term), now=Term(new.term))
    if old.outcomes != new.outcomes:
        yield _say("step_outcomes", name, what=what, was=_all(old.outcomes), now=_all(new.outcomes))
    for code, one, other in (
        ("step_checklist", old.checklist, new.checklist),
        ("step_fields", old.fields, new.fields),
    ):
        if one != other:
            yield _say(code, name, what=what)
    yield from _rights(name, before, after)


def _rights(name: str, before: Manifest, after: Manifest) -> Iterator[Difference]:
    old, new = before.steps[name], after.steps[name]
    what = said(new.title)
    if set(old.not_same_as) != set(new.not_same_as):
        was = listed(said(before.steps[each].title) for each in old.not_same_as)
        now = listed(said(after.steps[each].title) for each in new.not_same_as)
        yield _say("step_others", name, what=what, was=was, now=now)
    if old.step_up != new.step_up:
        was, now = Answer(old.step_up), Answer(new.step_up)
        yield _say("step_confirmed", name, what=what, was=was, now=now)
    if parts := others(_rest(old), _rest(new)):
        yield _say("step_rest", name, what=what, parts=listed(parts))


def _work(
    name: str, before: Manifest, after: Manifest, was: Wording, now: Wording
) -> Iterator[Difference]:
    """What sort of step it is, and the table that serves it."""
    old, new = before.steps[name], after.steps[name]
    what = said(new.title)
    if old.table != new.table:
        tables = {"was": was.table(old.table), "now": now.table(new.table)}
        yield _say("step_table", name, what=what, **tables)
    if old.kind != new.kind:
        yield _say("step_kind", name, what=what, was=was.kind(old.kind), now=now.kind(new.kind))


def _rest(step: StepRules) -> dict[str, object]:
    """What no sentence of its own tells, as the mark of a sample."""
    found = step.model_dump(exclude=_TOLD)
    return found | {"term": None, "sample": bool(step.term and step.term.sample)}


def _role(role: str) -> object:
    if role == APPLICANT:
        return _("applicant")
    return Role(role).label if role in set(Role) else role


def _days(step: StepRules) -> tuple[int, str] | None:
    return (step.term.days, step.term.counting) if step.term else None


def _all(outcomes: Sequence[Named]) -> object:
    return listed(said(each.title) for each in outcomes)
