"""What travels: the shape of each request and answer. The OpenAPI document is made of these."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from kholboo.api.v1 import fields
from kholboo.feedback.contacts import Person
from kholboo.feedback.queries.timeline import WaitsFor
from kholboo.feedback.rules import (
    CaseKind,
    CaseStatus,
    EventKind,
    Outcome,
    PersonKind,
    ReplyBy,
)


class Sent(BaseModel):
    """Something a caller sends: a name we do not know is a mistake we tell."""

    model_config = ConfigDict(extra="forbid")


class Reachable(Sent):
    given_name: fields.Name = Field(examples=["Болд"])
    family_name: fields.Name = Field(description="Father's or mother's name.", examples=["Дорж"])
    address: fields.Address = Field(examples=["Ховд аймаг, Жаргалант сум, 3 дугаар баг"])
    phone: fields.Phone = Field(
        "", description="8 digits, with or without +976.", examples=["99112233"]
    )
    email: fields.Email = Field("", examples=["bold@example.mn"])

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Reachable":
        if not self.phone and not self.email:
            raise PydanticCustomError("no_way_back", "no_way_back")
        return self


class PersonSent(Reachable):
    """A person who writes in their own name."""

    kind: Literal["person"]


class OrganisationSent(Reachable):
    """An organisation; the names are those of its representative."""

    kind: Literal["organisation"]
    organisation: fields.Organisation = Field(description="Its name.")
    register_number: fields.Register = Field(
        description="Of the organisation: 7 digits.", examples=["5123456"]
    )
    position: fields.Position = Field(description="Of the representative.", examples=["захирал"])


class UnnamedSent(Sent):
    """Nobody: taken as feedback, without a legal term and without an answer by message."""

    kind: Literal["unnamed"]


AnyPerson = PersonSent | OrganisationSent | UnnamedSent


def _reachable_so(reply_by: ReplyBy, info: ValidationInfo) -> ReplyBy:
    """The way of the reply must lead somewhere; said only when the person itself is in order."""
    person = info.data.get("person")
    if person is None or reply_by == ReplyBy.NONE:
        return reply_by
    way = {ReplyBy.SMS: "phone", ReplyBy.EMAIL: "email", ReplyBy.POST: "address"}[reply_by]
    if not getattr(person, way, ""):
        raise PydanticCustomError(f"reply_needs_{way}", f"reply_needs_{way}")
    return reply_by


class CaseSent(Sent):
    """A suggestion, request, petition or complaint."""

    kind: CaseKind = Field(description="A suggestion, request, petition or complaint.")
    text: fields.Story = Field(
        description="What happened.",
        examples=["Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна."],
    )
    wish: fields.Wish = Field("", description="What the agency should do.")
    service: fields.ServiceCode | None = Field(None, description="Code from /services.")
    aimag: fields.AimagCode | None = Field(
        None, description="Code from /offices: where it happened."
    )
    certificate: fields.CertificateNumber | None = Field(
        None, description="Number from /certificates: misuse of its mark, a mistake in it."
    )
    person: Annotated[AnyPerson, Field(discriminator="kind")]
    reply_by: Annotated[ReplyBy, AfterValidator(_reachable_so)] = Field(
        ReplyBy.NONE, description="How to tell about the answer; with none, ask this API."
    )
    language: Literal["mn", "en"] = Field("mn", description="Of our messages and the letter.")

    def sender(self) -> Person:
        values = self.person.model_dump(exclude={"kind"})
        if "register_number" in values:
            values["register"] = values.pop("register_number")
        return Person(kind=PersonKind(self.person.kind), reply_by=self.reply_by, **values)


class Text(BaseModel):
    """The same words in both languages."""

    mn: str
    en: str


class ServiceOut(BaseModel):
    code: str = Field(examples=["verification"])
    name: Text
    hint: Text
    group: str
    unit: Text = Field(description="The unit of the head office that owns it.")


class AimagOut(BaseModel):
    code: str = Field(description="What a case names as `aimag`.", examples=["khovd"])
    name: Text


class OfficeOut(BaseModel):
    code: str
    name: Text
    aimags: list[AimagOut] = Field(description="The aimags whose people it serves.")
    is_head: bool
    time_zone: str = Field(examples=["Asia/Hovd"])
    phone: str
    email: str
    address: Text
    is_sample: bool = Field(description="True while this office is not confirmed by the agency.")


class OfficeShort(BaseModel):
    code: str
    name: Text


class Links(BaseModel):
    self: str = Field(description="This API's address of the case.")
    follow: str = Field(description="A page for the sender; opens without typing the secret.")


class ReceiptOut(BaseModel):
    """Keep number and secret: together they open the case. We never show the secret again here."""

    number: str = Field(examples=["26-000123-5"])
    secret: str = Field(description="12 digits.", examples=["482199301745"])
    due_on: date | None = Field(description="Last day to answer; null where the law sets no term.")
    office: OfficeShort
    links: Links


class EventOut(BaseModel):
    at: datetime
    kind: EventKind
    sentence: str = Field(description="In the language of Accept-Language.")
    who: str
    text: str


class AnswerOut(BaseModel):
    outcome: Outcome
    text: str
    ground: str
    remedy: str = Field(description="Where the sender can turn next.")
    author: str
    post: str
    at: datetime


class CaseOut(BaseModel):
    number: str
    kind: CaseKind
    status: CaseStatus
    outcome: Outcome | None
    due_on: date | None
    waits_for: WaitsFor = Field(description="Whose turn it is.")
    office: OfficeShort
    received_at: datetime
    events: list[EventOut]
    answer: AnswerOut | None


class Wrong(BaseModel):
    field: str = Field(description="Name of the field or header.", examples=["person.phone"])
    code: str = Field(description="The same in every language.")
    message: str = Field(description="A sentence in the language of Accept-Language.")


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Wrong] = Field(default_factory=list)


class TieOut(BaseModel):
    kind: str = Field(
        description="replaces, amends, corrects, idt, mod, neq, references, consolidates, part_of "
        "or cited_by (a law names it)."
    )
    is_from_here: bool = Field(description="False: the other standard says it of this one.")
    text: str = Field(examples=["MNS 5021 : 2004"])
    code: str | None = Field(description="None where the catalogue does not hold it.")
    is_dated: bool = Field(description="False: any edition is meant, not one of a year.")
    clause: str = Field(description="Of the other text; of a law its article.")
    since: date | None = Field(description="From when the law names it.")
    link: str | None = Field(description="Where the text of the law stands.")


class PriceOut(BaseModel):
    amount: int = Field(description="MNT, with tax.", examples=[8000])
    since: date | None = Field(description="From which day the price holds.")


class StandardOut(BaseModel):
    code: str = Field(description="As in its address.", examples=["mns-6858-2020"])
    number: str = Field(examples=["MNS 6858"])
    year: int | None = Field(examples=[2020])
    title: Text = Field(description="One of the two may be empty.")
    status: str = Field(
        description="Counted for today: draft, coming, in_force, replaced, withdrawn, unconfirmed."
    )
    stage: str = Field(description="ISO harmonized stage code.", examples=["60.60"])
    access: str = Field(description="free, sold or contract.")
    ics: list[str] = Field(examples=[["67.100.10"]])
    committee: str | None = Field(description="Number of its technical committee.")
    approved_on: date | None
    effective_on: date | None
    withdrawn_on: date | None
    price: PriceOut | None = Field(
        description="Of what is sold, where an order sets it; none in lists."
    )
    replaced_by: str | None = Field(description="The code of the edition that replaces it.")
    relations: list[TieOut] = Field(description="Empty in lists.")


class StandardsOut(BaseModel):
    items: list[StandardOut]
    has_next: bool
    total: int = Field(description="On all pages; of thousands as it was some minutes ago.")
    has_all: bool = Field(description="False: nothing has all the words, these have some.")


class EnquiryOut(BaseModel):
    id: int
    code: str = Field(description="Of the draft, as in its address.", examples=["mns-6858-2027"])
    number: str = Field(examples=["MNS 6858"])
    year: int | None
    title: Text = Field(description="One of the two may be empty.")
    opens_on: date
    closes_on: date = Field(description="The last day; comments are taken on it.")
    note: str = Field(description="What the committee asks readers to look at.")
    is_sample: bool = Field(description="Invented, for trying.")


class CommentOut(BaseModel):
    number: int = Field(description="Numbers of comments that are not shown are left out.")
    kind: str = Field(description="ge (general), te (technical) or ed (editorial).")
    clause: str
    place: str
    line: str
    text: str
    change: str = Field(description="The words that are proposed instead.")
    name: str = Field(description="As its writer wants to be called; empty after its term.")
    held_for: str | None = Field(
        description="Why it is not shown: personal, abuse or elsewhere; its words are empty then."
    )
    is_forgotten: bool = Field(description="True: the words were deleted after their term.")
    verdict: str | None = Field(description="accepted, partly, refused or noted.")
    answer: str


class EnquiryWhole(EnquiryOut):
    phase: str = Field(description="Counted for today: coming, open or closed.")
    comments: list[CommentOut]
    has_next: bool
    total: int = Field(description="Comments on all pages.")
