"""How things are called and look at the desk: queues, states, actions."""

from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.actions import Act
from kholboo.feedback.queries.desk import Reach
from kholboo.feedback.queries.inbox import Queue
from kholboo.feedback.rules import CaseStatus

Words = str | Promise


@dataclass(frozen=True)
class Look:
    """A word with its colour and sign, as the chip component knows them."""

    label: Words
    kind: str = "plain"
    icon: str = ""


QUEUES: dict[Queue, Words] = {
    Queue.MINE: _("In my hands"),
    Queue.UNIT: _("My unit"),
    Queue.UNASSIGNED: _("Without an officer"),
    Queue.SOON: _("Due soon"),
    Queue.OVERDUE: _("Overdue"),
    Queue.ESCALATED: _("Reported higher"),
    Queue.UNHAPPY: _("Not satisfied"),
    Queue.TO_POST: _("Letters to citizens"),
    Queue.OPEN: _("All open"),
    Queue.ALL: _("All cases"),
}
EMPTY: dict[Queue, Words] = {
    Queue.MINE: _("Nothing is in your hands. Take a case from “Without an officer”."),
    Queue.UNIT: _("When somebody writes to your unit, it appears here."),
    Queue.UNASSIGNED: _("Every case has its officer."),
    Queue.SOON: _("No answer is due within five days."),
    Queue.OVERDUE: _("No answer is late."),
    Queue.ESCALATED: _("Nothing had to be reported higher."),
    Queue.UNHAPPY: _("Nobody who is not satisfied waits for another word of ours."),
    Queue.TO_POST: _("No letter waits to be printed and posted."),
    Queue.OPEN: _("Everything is answered."),
    Queue.ALL: _("When somebody writes to your office, it appears here."),
}


def queue_words(queue: Queue, reach: Reach) -> tuple[Words, Words]:
    """Its name, and what stands there when it is empty. In a department nobody has a unit: to
    whom the whole office is shown, the list is the office's.
    """
    if queue == Queue.UNIT and reach.offices and not reach.units:
        return _("My office"), EMPTY[Queue.ALL]
    return QUEUES[queue], EMPTY[queue]


# To the citizen we say "waiting for you"; here the citizen is somebody else.
STATUSES: dict[CaseStatus, Look] = {
    CaseStatus.RECEIVED: Look(_("new"), "action", "inbox"),
    CaseStatus.REGISTERED: Look(CaseStatus.REGISTERED.label),
    CaseStatus.ASSIGNED: Look(_("with an officer"), "plain", "user"),
    CaseStatus.IN_WORK: Look(CaseStatus.IN_WORK.label, "action"),
    CaseStatus.WAITING: Look(_("waits for the citizen"), "warn", "message-circle"),
    CaseStatus.SUSPENDED: Look(CaseStatus.SUSPENDED.label, "warn", "pause"),
    CaseStatus.ANSWERED: Look(CaseStatus.ANSWERED.label, "good", "check"),
    CaseStatus.CLOSED: Look(CaseStatus.CLOSED.label),
    CaseStatus.FORWARDED: Look(CaseStatus.FORWARDED.label),
    CaseStatus.WITHDRAWN: Look(CaseStatus.WITHDRAWN.label, "plain", "ban"),
    CaseStatus.REOPENED: Look(CaseStatus.REOPENED.label, "warn", "refresh-cw"),
}


APPEAL = Look(_("appeal"), "warn", "arrow-right")
WROTE = Look(_("the citizen wrote"), "action", "mail")
UNHAPPY = Look(_("not satisfied"), "bad", "circle-alert")
REPORTED = Look(_("Reported higher"), "bad", "triangle-alert")


class Marked(Protocol):
    """A row of the inbox, or whatever else says these four of a case."""

    @property
    def is_appeal(self) -> bool: ...
    @property
    def has_written(self) -> bool: ...
    @property
    def is_unhappy(self) -> bool: ...
    @property
    def is_escalated(self) -> bool: ...


def marks_of(case: Marked) -> list[Look]:
    """What is to be seen beside the state: most cases have none of these."""
    said = (
        (case.is_appeal, APPEAL),
        (case.has_written, WROTE),
        (case.is_unhappy, UNHAPPY),
        (case.is_escalated, REPORTED),
    )
    return [look for is_so, look in said if is_so]


@dataclass(frozen=True)
class Door:
    """An action as the case page offers it.

    `key` is the letter that opens it, `hint` stands above its form, `button` is what its form is
    sent with when that is not `label`; one that `is_page` opens a page of its own and no panel.
    """

    label: Words
    view: str
    icon: str
    key: str
    hint: Words = ""
    is_page: bool = False
    button: Words = ""


DOORS: dict[Act, Door] = {
    Act.REGISTER: Door(_("Register it"), "feedback:register_case", "stamp", "r"),
    Act.TAKE: Door(_("Take it up"), "feedback:take_case", "hand-helping", "t"),
    Act.ASSIGN: Door(_("Assign"), "feedback:assign_case", "user", "a"),
    Act.ANSWER: Door(_("Give the answer"), "feedback:answer_case", "send", "s", is_page=True),
    Act.ASK: Door(_("Ask the citizen"), "feedback:ask_citizen", "message-circle", "q"),
    Act.SUSPEND: Door(_("Suspend"), "feedback:suspend_case", "pause", "u"),
    Act.RESUME: Door(_("Resume"), "feedback:resume_case", "play", "g"),
    Act.EXTEND: Door(_("Extend the term"), "feedback:extend_term", "calendar", "e"),
    Act.FORWARD: Door(_("Pass on to its body"), "feedback:forward_case", "arrow-right", "f"),
    Act.POST: Door(
        _("Mark as posted"),
        "feedback:mark_posted",
        "send",
        "o",
        hint=_("Print the letter, number it, post it; then write here when. The citizen is told."),
    ),
    Act.CLOSE: Door(_("Close the case"), "feedback:close_case", "check", "c"),
    Act.NOTE: Door(
        _("Write a note"), "feedback:note_case", "pencil", "n", button=_("Keep the note")
    ),
    Act.ASSESS: Door(
        _("Judge how grave it is"),
        "feedback:assess_case",
        "gauge",
        "v",
        hint=_("How bad it is, and whether something must be done at once."),
    ),
    Act.INVESTIGATE: Door(
        _("Write the findings"),
        "feedback:investigate_case",
        "search",
        "i",
        hint=_("What you found and from what. Not shown to the citizen."),
    ),
    Act.MEASURE: Door(
        _("Order a measure"),
        "feedback:order_measure",
        "clipboard-check",
        "m",
        hint=_("Puts this case right, or keeps it from happening again."),
    ),
    Act.LINK: Door(
        _("Link to another case"),
        "feedback:link_case",
        "copy",
        "l",
        hint=_(
            "A duplicate keeps its number, its term and its answer; one answer can go to all. "
            "A link can be undone."
        ),
    ),
    Act.SUBJECTS: Door(
        _("Person complained of"),
        "feedback:case_subjects",
        "shield-alert",
        "p",
        hint=_("Whoever is named here neither sees nor handles this case from now on."),
        button=_("Keep them away from it"),
    ),
}


def door_of(act: Act, status: str) -> Door:
    """The door of an act. Who asked the citizen holds the case already: they only go on."""
    if act == Act.TAKE and status == CaseStatus.WAITING:
        return replace(DOORS[act], label=_("Continue"), icon="play")
    return DOORS[act]
