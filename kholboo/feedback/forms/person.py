"""Who writes and how to reach them; each question says why it is asked.

What is asked of a person (name, residence or postal address, phone or e-mail) follows the
practice of the petitions law for written and electronic petitions.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.queries import memberships_of
from kholboo.feedback import people
from kholboo.feedback.forms.fields import LongText, NameField, PhoneField, RegisterField
from kholboo.feedback.petitions import Need
from kholboo.feedback.queries.fields import Needs
from kholboo.feedback.rules import PersonKind, ReplyBy

# Which fields of the form each need is about; "phone or e-mail" is judged in `clean`.
FIELDS_OF = {
    Need.NAME: ("family_name", "given_name", "organisation"),
    Need.REGISTER: ("register",),
    Need.ADDRESS: ("address",),
    Need.PHONE: ("phone",),
    Need.EMAIL: ("email",),
}


class Reachable(forms.Form):
    """The half that a person and an organisation share.

    `needs` are the rows of the law (queries/fields.py): they say what must be given, and why.
    Without them the form asks as its fields stand below.
    """

    address = LongText(
        label=_("Home or postal address"),
        help_text=_("Aimag, sum, bag, street; letters go there."),
        limit=people.LONGEST_ADDRESS,
        error_messages={"required": _("Write your address: aimag, sum and bag are enough.")},
    )
    phone = PhoneField(
        label=_("Phone"),
        help_text=_("We call only when something is unclear. Example: 9911 2233"),
        required=False,
        widget=forms.TextInput({"type": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Give a phone number or an e-mail, or both."),
        required=False,
        max_length=people.LONGEST_EMAIL,
        error_messages={
            "invalid": _("This is not a whole e-mail address. Example: bold@example.mn"),
            "max_length": _("This e-mail address is too long."),
        },
    )
    reply_by = forms.ChoiceField(
        label=_("How shall we tell you about the answer?"),
        choices=[
            (ReplyBy.SMS, _("by SMS")),
            (ReplyBy.EMAIL, _("by e-mail")),
            (ReplyBy.NONE, _("I will look myself, with the number")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how we shall tell you."),
            "invalid_choice": _("Choose how we shall tell you."),
        },
    )

    def __init__(self, *args: Any, needs: Needs | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need, names in FIELDS_OF.items() if needs is not None else ():
            for name in set(names) & set(self.fields):
                self._ask(name, is_needed=needs is not None and need in needs)

    def _ask(self, name: str, *, is_needed: bool) -> None:
        field = self.fields[name]
        field.required = field.widget.is_required = is_needed
        if is_needed:
            asked = _("The law asks for it.")
            field.help_text = f"{field.help_text} {asked}".strip()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ways = {"phone", "email"}
        must_reach = self.needs is None or Need.REACH in self.needs
        if must_reach and not ways & set(self.errors) and not any(given.get(way) for way in ways):
            self.add_error("phone", _("Write a phone number or an e-mail, so we can reach you."))
        elif given.get("reply_by") == ReplyBy.SMS and given.get("phone") == "":
            self.add_error("phone", _("Write the phone number the SMS should go to."))
        elif given.get("reply_by") == ReplyBy.EMAIL and given.get("email") == "":
            self.add_error("email", _("Write the e-mail address the answer should go to."))
        return given


class PersonForm(Reachable):
    family_name = NameField(
        label=_("Father's or mother's name"),
        error_messages={"required": _("Write your father's or mother's name.")},
    )
    given_name = NameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name.")},
    )

    field_order = ["family_name", "given_name"]


class OrganisationForm(Reachable):
    register = RegisterField(
        label=_("Register number of the organisation"),
        help_text=_("7 digits; they tell us which organisation is meant. Example: 5123456"),
        error_messages={"required": _("Write the 7 digits of the register.")},
    )
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=people.LONGEST_ORGANISATION,
        error_messages={
            "required": _("Write the name of the organisation."),
            "max_length": _("The name of an organisation has at most 300 letters."),
        },
    )
    family_name = NameField(
        label=_("Representative: father's or mother's name"),
        help_text=_("The person who speaks for the organisation and is told the answer."),
        error_messages={"required": _("Write the representative's father's or mother's name.")},
    )
    given_name = NameField(
        label=_("Representative: name"),
        error_messages={"required": _("Write the representative's name.")},
    )
    position = forms.CharField(
        label=_("Representative: position"),
        max_length=people.LONGEST_POSITION,
        error_messages={
            "required": _("Write the representative's position. Example: director"),
            "max_length": _("A position has at most 200 letters."),
        },
    )

    field_order = ["register", "organisation", "family_name", "given_name", "position"]


def form_for(who: str) -> type[Reachable]:
    return OrganisationForm if who == PersonKind.ORGANISATION else PersonForm


def known_of(user: User, who: str) -> dict[str, str]:
    """What we know of a signed-in person, so that they need not type it again."""
    known = {
        "family_name": user.family_name,
        "given_name": user.given_name,
        "phone": user.phone or "",
        "email": user.email or "",
    }
    membership = memberships_of(user).first() if who == PersonKind.ORGANISATION else None
    if membership:
        known |= {
            "register": membership.organisation.register,
            "organisation": membership.organisation.name,
            "position": membership.position,
        }
    return {name: value for name, value in known.items() if value}
