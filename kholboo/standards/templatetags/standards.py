"""What templates of the catalogue ask."""

from django.template import Library

from kholboo.standards.changing import LABELS, Changes, ProposalState
from kholboo.standards.commenting import CommentState, Verdict
from kholboo.standards.rules import Status

register = Library()
LOOKS = {
    Status.IN_FORCE: ("good", "check"),
    Status.COMING: ("action", "clock"),
    Status.REPLACED: ("warn", "arrow-right"),
    Status.WITHDRAWN: ("bad", "x"),
    Status.UNCONFIRMED: ("plain", "info"),
    Status.DRAFT: ("plain", "pencil"),
}


@register.filter
def look(status: Status) -> tuple[str, str]:
    """Colour and sign of the chip that says where an edition stands."""
    return LOOKS[status]


STATES = {
    ProposalState.OPEN: ("action", "clock"),
    ProposalState.PUBLISHED: ("good", "check"),
    ProposalState.REFUSED: ("bad", "x"),
    ProposalState.TAKEN_BACK: ("plain", "x"),
}


@register.filter
def state_look(state: str) -> tuple[str, str]:
    """Colour and sign of the chip that says how a proposed change stands."""
    return STATES[ProposalState(state)]


@register.filter
def changed_facts(changes: Changes) -> str:
    """What a change is about, in a few words."""
    return ", ".join(str(LABELS[name]) for name in LABELS if name in changes)


COMMENTS = {
    CommentState.WAITING: ("action", "clock"),
    CommentState.RELEASED: ("good", "eye"),
    CommentState.HELD: ("warn", "eye-off"),
}
VERDICTS = {
    Verdict.ACCEPTED: ("good", "check"),
    Verdict.PARTLY: ("action", "check"),
    Verdict.REFUSED: ("bad", "x"),
    Verdict.NOTED: ("plain", "info"),
}


@register.filter
def comment_look(state: str) -> tuple[str, str]:
    """Colour and sign of the chip that says whether a comment is shown."""
    return COMMENTS[CommentState(state)]


@register.filter
def verdict_look(verdict: str) -> tuple[str, str]:
    """Colour and sign of the chip that says what became of a comment."""
    return VERDICTS[Verdict(verdict)]
