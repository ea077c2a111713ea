"""How states and steps look on the desk's pages."""

from dataclasses import dataclass

from django.utils.functional import Promise

from kholboo.eservices.models import Application, Step
from kholboo.eservices.queries.desk import Story
from kholboo.eservices.rules import ApplicationState, Outcome, StepKind, StepStatus


@dataclass(frozen=True)
class Look:
    label: str | Promise
    kind: str
    icon: str = ""


LOOKS = {
    ApplicationState.IN_WORK: Look(ApplicationState.IN_WORK.label, "action", "play"),
    ApplicationState.WAITING: Look(ApplicationState.WAITING.label, "warn", "pause"),
    ApplicationState.SUSPENDED: Look(ApplicationState.SUSPENDED.label, "warn", "pause"),
}
ENDS = {
    Outcome.GRANTED: Look(Outcome.GRANTED.label, "gold", "award"),
    Outcome.REFUSED: Look(Outcome.REFUSED.label, "bad", "ban"),
    Outcome.WITHDRAWN: Look(Outcome.WITHDRAWN.label, "plain", "x"),
    Outcome.LAPSED: Look(Outcome.LAPSED.label, "plain", "clock"),
}


def look_of(state: str, outcome: str) -> Look:
    if state == ApplicationState.ENDED:
        return ENDS[Outcome(outcome)]
    return LOOKS[ApplicationState(state)]


def look_of_application(application: Application) -> Look:
    return look_of(application.state, application.outcome)


@dataclass(frozen=True)
class StepLine:
    """One step in the list of an application's page."""

    step: Step
    title: str
    role: str
    outcome: str
    is_waiting: bool
    is_cancelled: bool
    href: str


def name_of(story: Story, step: Step) -> str:
    rule = story.rule(step)
    if rule is None:
        return str(StepKind(step.kind).label)
    mark = f" {step.item + 1}" if step.item is not None else ""
    return f"{rule.words}{mark}"


def outcome_of(story: Story, step: Step) -> str:
    rule, outcome = story.rule(step), str(step.result.get("outcome") or "")
    if step.status != StepStatus.DONE or not outcome:
        return ""
    return rule.outcome_words(outcome) if rule else ""
