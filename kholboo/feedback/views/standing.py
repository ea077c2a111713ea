"""How a case stands before the petitions law: who is behind it, confirmed, whole, within the law."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kholboo.core import clock
from kholboo.core.seal import Unsealable
from kholboo.feedback.contacts import person_of
from kholboo.feedback.forms.oral import ConfirmForm, TellForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries.exclusions import matters_in
from kholboo.feedback.queries.fields import Needs, missing, needs_of
from kholboo.feedback.queries.joint import standing_of
from kholboo.feedback.queries.oral import spoken_of
from kholboo.feedback.queries.parts import Part
from kholboo.feedback.rules import ReplyBy
from kholboo.feedback.services.messages import sign_link


@dataclass(frozen=True)
class Lacking:
    """What is missing by law, as words, and the rule that asks for it."""

    what: str
    needs: Needs
    can_be_asked: bool


def petition_facts(case: Case, held: Collection[str], parts: Collection[Part]) -> dict[str, Any]:
    """The parts of the desk's case page that are about the law. `held` are one's permissions."""
    may_answer = case.is_open and "feedback.answer_case" in held
    return {
        **(joint_facts(case) if Part.JOINT in parts else {"standing": None, "sign_link": ""}),
        "may_read_signers": "feedback.read_signatures" in held,
        "lacking": lacking_of(case),
        "matters": matters_in(case) if may_answer else [],
        "spoken": spoken_of(case),
        "confirm_form": ConfirmForm(),
        "tell_form": TellForm(),
    }


def joint_facts(case: Case) -> dict[str, Any]:
    """`standing` is None for a case of one sender; `sign_link` is empty unless all sign by code."""
    standing = standing_of(case)
    is_by_codes = standing is not None and standing.is_by_codes
    return {"standing": standing, "sign_link": sign_link(case) if is_by_codes else ""}


def lacking_of(case: Case) -> Lacking | None:
    """What the law asks of this sender and was not given; None when all is there or erased."""
    try:
        person = person_of(case.contact)
    except Unsealable:
        return None
    day = clock.local_date(case.received_at, case.office.zone)
    needs = needs_of(kind=case.kind, person=person.kind, channel=case.channel, day=day)
    is_signed = case.arrival.is_signed if hasattr(case, "arrival") else None
    labels = [str(need.label) for need in missing(needs, person, is_signed=is_signed)]
    can_be_asked = bool(person.phone or person.email or person.reply_by == ReplyBy.POST)
    return Lacking(", ".join(labels), needs, can_be_asked) if labels else None
