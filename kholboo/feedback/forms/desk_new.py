"""A case written down for a citizen who called, wrote on paper or came: one page, keys first."""

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kholboo.agency.queries import aimag_rows, service_rows
from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.documents.rules import ACCEPT
from kholboo.feedback import people
from kholboo.feedback.contacts import Person
from kholboo.feedback.forms.fields import (
    LongText,
    NameField,
    PhoneField,
    RegisterField,
    UploadField,
)
from kholboo.feedback.forms.paper import PaperFields
from kholboo.feedback.petitions import Need
from kholboo.feedback.queries.fields import Needs, needs_of
from kholboo.feedback.rules import MAX_TEXT, TAKEN_BY_STAFF, CaseKind, Channel, PersonKind, ReplyBy
from kholboo.feedback.services.intake import NewCase
from kholboo.ui.fields import RowField, offer
from kholboo.ui.widgets import FilesInput

LANGUAGES = [("mn", _("Mongolian")), ("en", _("English"))]
# Without these a case is not written down for a named sender, where the law's rows ask for them.
# What else the law asks for may be missing on a letter: the case page names it then.
NAMES = {
    PersonKind.PERSON: ("family_name", "given_name"),
    PersonKind.ORGANISATION: ("organisation", "given_name"),
}
SENTENCES = {
    "family_name": _("Write the father's or mother's name."),
    "given_name": _("Write the name."),
    "organisation": _("Write the name of the organisation."),
    "register": _("Write the 7 digits of the register."),
    "address": _("The law asks for the address on a letter. If it has none, tick that below."),
    "is_signed": _("The law asks for a signature on a letter. If it has none, tick that below."),
}


class NewCaseForm(PaperFields):
    """`client_key` stands in the page: sending it twice gives one case."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(channel, channel.label) for channel in TAKEN_BY_STAFF],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=_("What happened?"),
        help_text=_("In the citizen's own words. Read it to them before you keep it."),
        limit=MAX_TEXT,
        error_messages={"required": _("Write what happened.")},
    )
    wish = LongText(label=_("What do they want done?"), limit=MAX_TEXT, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=CaseKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind.")},
    )
    service = RowField(
        label=_("Service"),
        key="code",
        required=False,
        empty_label=_("Not known, or none"),
    )
    aimag = RowField(
        label=_("Place"),
        key="slug",
        required=False,
        empty_label=_("Not known"),
    )
    files = UploadField(  # type: ignore[assignment]  # hides request.FILES, which it stands for
        label=_("The letter and other papers"),
        required=False,
        widget=FilesInput({"accept": ACCEPT, "multiple": True}),
    )
    who = forms.ChoiceField(
        label=_("Who is it from?"),
        choices=PersonKind,
        initial=PersonKind.PERSON,
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=people.LONGEST_ORGANISATION,
        required=False,
    )
    register = RegisterField(label=_("Register number of the organisation"), required=False)
    position = forms.CharField(
        label=_("Position"), max_length=people.LONGEST_POSITION, required=False
    )
    family_name = NameField(label=_("Father's or mother's name"), required=False)
    given_name = NameField(label=_("Given name"), required=False)
    phone = PhoneField(label=_("Phone"), required=False, widget=forms.TextInput({"type": "tel"}))
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=people.LONGEST_EMAIL)
    address = LongText(
        label=_("Home or postal address"),
        help_text=_("The law asks for it of whoever writes on paper; letters go there."),
        limit=people.LONGEST_ADDRESS,
        required=False,
    )
    reply_by = forms.ChoiceField(
        label=_("How shall we tell them?"),
        choices=[
            (ReplyBy.SMS, _("by SMS")),
            (ReplyBy.EMAIL, _("by e-mail")),
            (ReplyBy.POST, _("by letter, by post")),
            (ReplyBy.NONE, _("they look by themselves")),
        ],
        initial=ReplyBy.SMS,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES)
    despite_lack = forms.BooleanField(
        label=_("Keep it all the same: the paper does not say it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, service=service_rows(), aimag=aimag_rows())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reply_by") == ReplyBy.POST and given.get("address") == "":
            self.add_error("address", _("Write the address the letters should go to."))
        for name in self._needed(given):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, SENTENCES[name])
        reply_by = given.get("reply_by")
        if reply_by == ReplyBy.SMS and given.get("phone") == "":
            self.add_error("phone", _("Write the phone number the SMS should go to."))
        if reply_by == ReplyBy.EMAIL and given.get("email") == "":
            self.add_error("email", _("Write the e-mail address the answer should go to."))
        return given

    def _needed(self, given: dict[str, Any]) -> list[str]:
        """The fields this sender must fill in, by the rows in force today."""
        who = given.get("who", PersonKind.UNNAMED)
        needs = needs_of(
            kind=given.get("kind", ""),
            person=who,
            channel=given.get("channel", ""),
            day=clock.local_date(clock.now()),
        )
        named = list(NAMES.get(PersonKind(who), ())) if Need.NAME in needs else []
        is_asked = Need.REGISTER in needs and who == PersonKind.ORGANISATION
        return named + (["register"] if is_asked else []) + self._needed_on_paper(given, needs)

    def _needed_on_paper(self, given: dict[str, Any], needs: Needs) -> list[str]:
        """What a letter must bear; one that lacks it is kept only in spite of that."""
        if given.get("channel") != Channel.LETTER or given.get("despite_lack"):
            return []
        asked = {"address": Need.ADDRESS in needs, "is_signed": Need.SIGNATURE in needs}
        return [name for name, is_asked in asked.items() if is_asked]

    @property
    def papers(self) -> "list[UploadedFile[Any]]":
        return [paper for paper in self.files.getlist("files") if paper]  # type: ignore[attr-defined]

    @property
    def paper_keys(self) -> list[UUID]:
        """A key for each file: the same page sent again brings the same documents."""
        key: UUID = self.cleaned_data["client_key"]
        return [
            uuid5(NAMESPACE_OID, f"{key}:{place}:{paper.name}:{paper.size}")
            for place, paper in enumerate(self.papers)
        ]

    def new_case(self, documents: list[Document]) -> NewCase:
        given = self.cleaned_data
        return NewCase(
            client_key=given["client_key"],
            kind=CaseKind(given["kind"]),
            channel=Channel(given["channel"]),
            text=given["text"],
            wish=given["wish"],
            service=given["service"],
            aimag=given["aimag"],
            language=given["language"],
            person=self.person,
            documents=documents,
            came_at=self.came_at,
            paper=self.paper,
            joint=self.joint,
        )

    @property
    def person(self) -> Person:
        """Only what belongs to this sender: a person has no register, nobody has no name."""
        given = self.cleaned_data
        who = PersonKind(given["who"])
        kept = {"phone", "email", "address"} | {
            PersonKind.PERSON: {"family_name", "given_name"},
            PersonKind.ORGANISATION: {
                "organisation", "register", "position", "family_name", "given_name",
            },
            PersonKind.UNNAMED: set(),
        }[who]  # fmt: skip
        return Person(
            kind=who,
            reply_by=ReplyBy(given["reply_by"]),
            **{name: given[name] for name in sorted(kept)},
        )
