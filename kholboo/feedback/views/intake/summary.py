"""The rows of "check your answers": question, answer, where to change it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.documents.models import Document
from kholboo.feedback.contacts import Person
from kholboo.feedback.forms.sending import aimag_of, service_of
from kholboo.feedback.people import spaced
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.queries.certificates import certificate_meant
from kholboo.feedback.rules import CaseKind, PersonKind, ReplyBy
from kholboo.feedback.services.joint import Joint
from kholboo.feedback.views.intake.answering import Answering
from kholboo.feedback.views.intake.pages import THEN, Page
from kholboo.feedback.views.kinds import KINDS

Row = tuple[str, str, str]
WHO = {
    PersonKind.PERSON: gettext_lazy("A person"),
    PersonKind.ORGANISATION: gettext_lazy("An organisation"),
    PersonKind.UNNAMED: gettext_lazy("Without a name"),
}
REPLY = {
    ReplyBy.SMS: gettext_lazy("by SMS"),
    ReplyBy.EMAIL: gettext_lazy("by e-mail"),
    ReplyBy.POST: gettext_lazy("by post"),
    ReplyBy.NONE: gettext_lazy("I will look myself, with the number"),
}


def rows_of(
    answers: dict[str, str],
    person: Person,
    documents: list[Document],
    answering: Answering,
    joint: Joint | None = None,
) -> list[Row]:
    service, aimag = service_of(answers), aimag_of(answers)
    names = ", ".join(document.original_name for document in documents)
    rows = [
        _row(_("What it is"), str(KINDS[CaseKind(answers["kind"])]), Page.KIND),
        _row(_("Service"), service.name if service else _("I am not sure"), Page.SERVICE),
        _row(_("Place"), aimag.name if aimag else _("Not sure, or outside Mongolia"), Page.PLACE),
        (_("Who answers"), answering.name, ""),
        *_certificate(answers),
        _row(_("Your words"), answers.get("text", "").strip() or _("Voice note"), Page.STORY),
        _row(_("What you want done"), answers.get("wish", "").strip(), Page.STORY),
        _row(_("Files"), names or _("No files"), Page.FILES),
    ]
    return rows + _together(joint) + _about(person)


def _certificate(answers: dict[str, str]) -> list[Row]:
    about = certificate_meant(answers.get("certificate", ""))
    if about is None:
        return []
    words = f"{about.number}: {about.title}, {about.holder_name}"
    return [_row(_("About the certificate"), words, Page.STORY)]


def _together(joint: Joint | None) -> list[Row]:
    if joint is None:
        return []
    words = _("each signs with a code, by a link we give you")
    if joint.by == JointBy.REPRESENTATIVE:
        name = joint.proof.original_name if joint.proof else ""
        words = _("you speak for them: %(name)s") % {"name": name}
    return [_row(_("Several people together"), words, Page.TOGETHER)]


def _about(person: Person) -> list[Row]:
    rows = [_row(_("Who is writing"), str(WHO[person.kind]), Page.WHO)]
    if person.kind == PersonKind.UNNAMED:
        return rows
    if person.kind == PersonKind.ORGANISATION:
        rows += [
            _row(_("Organisation"), f"{person.organisation}, {person.register}", Page.YOU),
            _row(
                _("Representative"),
                f"{person.family_name} {person.given_name}, {person.position}",
                Page.YOU,
            ),
        ]
    else:
        rows.append(_row(_("Name"), person.full_name, Page.YOU))
    reach = " · ".join(way for way in (spaced(person.phone), person.email) if way)
    return [
        *rows,
        _row(_("Address"), person.address, Page.YOU),
        _row(_("How to reach you"), reach, Page.YOU),
        _row(_("News of the answer"), str(REPLY[person.reply_by]), Page.YOU),
    ]


def _row(question: str, answer: str, page: Page) -> Row:
    return question, answer, f"{reverse(f'feedback:{page}')}?{THEN}={Page.CHECK}"
