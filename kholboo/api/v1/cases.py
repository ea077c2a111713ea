from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Header, Router, Status
from ninja.errors import ValidationError

from kholboo.agency.services.numbering import parse_number
from kholboo.api.v1 import limits
from kholboo.api.v1.offices import short
from kholboo.api.v1.schemas import (
    AnswerOut,
    CaseOut,
    CaseSent,
    EventOut,
    Links,
    Problem,
    ReceiptOut,
)
from kholboo.core import clock
from kholboo.core.asker import address_of
from kholboo.feedback.models import Answer, Case
from kholboo.feedback.petitions import Need
from kholboo.feedback.queries.fields import missing, needs_of
from kholboo.feedback.queries.timeline import Doors, Reader, lines, waits_for
from kholboo.feedback.queries.tracking import case_with_secret, story_of
from kholboo.feedback.rules import CaseKind, CaseStatus, Channel, Outcome
from kholboo.feedback.services import tries
from kholboo.feedback.services.intake import NewCase, Receipt, is_known, receive_case
from kholboo.feedback.services.messages import follow_link

router = Router(tags=["cases"])
# The library calls these generic for the checker only.
KEY: Any = Header(  # type: ignore[type-arg]
    ..., alias="Idempotency-Key", description="A UUID of yours, new for each new case."
)
SECRET: Any = Header(  # type: ignore[type-arg]
    ..., alias="X-Case-Secret", description="12 digits; spaces do not matter."
)
# The name of a field that can be missing though the schema lets it be; the others are required.
FIELD = {need: str(need) for need in Need} | {
    Need.REACH: "phone",
    Need.NAME: "given_name",
    Need.REGISTER: "register_number",
}
# Files and letters are opened on the page behind `links.follow`.
NO_DOORS = Doors(file=lambda file: "", letter=lambda round: "")


@router.post(
    "cases",
    response={
        200: ReceiptOut,
        201: ReceiptOut,
        400: Problem,
        413: Problem,
        415: Problem,
        422: Problem,
        429: Problem,
        503: Problem,
    },
    operation_id="create_case",
    summary="Send a case",
)
def create(
    request: HttpRequest, response: HttpResponse, sent: CaseSent, key: UUID = KEY
) -> Status[ReceiptOut]:
    """Send it again with the same key whenever you are not sure: it stays one case.

    A repeat answers 200 with the header `Idempotent-Replayed: true` and the case of the first
    time. The same key with another body answers 422.
    """
    limits.knock_create(request)
    _must_be_whole(sent, key)
    receipt = receive_case(
        NewCase(
            client_key=key,
            kind=sent.kind,
            channel=Channel.API,
            text=sent.text,
            wish=sent.wish,
            person=sent.sender(),
            service=sent.service,
            aimag=sent.aimag,
            certificate=sent.certificate,
            language=sent.language,
        )
    )
    told = _receipt(receipt)
    response["Location"] = told.links.self
    response["Cache-Control"] = "no-store"
    if receipt.is_new:
        return Status(201, told)
    response["Idempotent-Replayed"] = "true"
    return Status(200, told)


@router.get(
    "cases/{number}",
    response={200: CaseOut, 404: Problem, 422: Problem, 429: Problem, 503: Problem},
    operation_id="read_case",
    summary="Follow a case",
)
def read(
    request: HttpRequest, response: HttpResponse, number: str, secret: str = SECRET
) -> CaseOut:
    """What the sender may see. A wrong number and a wrong secret get the same answer."""
    limits.knock_read(request)
    asker, plain = address_of(request), parse_number(number) or number
    tries.count("secret", number=plain, asker=asker)
    case = case_with_secret(number, secret)
    tries.forgive("secret", number=plain, asker=asker)
    response["Cache-Control"] = "no-store"
    return _told(case)


def _must_be_whole(sent: CaseSent, key: UUID) -> None:
    """Refuse what the rows of the law ask for beyond the schema; what was taken before stays."""
    person = sent.sender()
    needs = needs_of(
        kind=sent.kind,
        person=person.kind,
        channel=Channel.API,
        day=clock.local_date(clock.now()),
    )
    lacking = missing(needs, person)
    if lacking and not is_known(key):
        raise ValidationError(
            [
                {"type": "needed_by_law", "loc": ("body", "sent", "person", FIELD[need])}
                for need in lacking
            ]
        )


def _receipt(receipt: Receipt) -> ReceiptOut:
    case = receipt.case
    return ReceiptOut(
        number=case.number,
        secret=receipt.secret,
        due_on=case.due_on,
        office=short(case.office),
        links=Links(
            self=f"{settings.PUBLIC_URL}/api/v1/cases/{case.number}", follow=follow_link(case)
        ),
    )


def _told(case: Case) -> CaseOut:
    story = story_of(case)
    return CaseOut(
        number=case.number,
        kind=CaseKind(case.kind),
        status=CaseStatus(case.status),
        outcome=Outcome(case.outcome) if case.outcome else None,
        due_on=case.due_on,
        waits_for=waits_for(case),
        office=short(case.office),
        received_at=case.received_at,
        events=[
            EventOut(at=line.at, kind=line.event, sentence=line.title, who=line.who, text=line.text)
            for line in lines(case, story.events, reader=Reader.CITIZEN, doors=NO_DOORS)
        ],
        answer=_answer(story.answer) if story.answer else None,
    )


def _answer(answer: Answer) -> AnswerOut:
    return AnswerOut(
        outcome=Outcome(answer.outcome),
        text=answer.text,
        ground=answer.ground,
        remedy=answer.remedy,
        author=answer.author_name,
        post=answer.author_post,
        at=answer.at,
    )
