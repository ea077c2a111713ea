"""The shape of what an administrator types about a day, and about a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency import queries
from kholboo.agency.models import AbsenceKind
from kholboo.agency.services.absence import NewAbsence
from kholboo.agency.services.departments import Contacts
from kholboo.agency.services.staff import NewPerson
from kholboo.ui.widgets import DayField


class OverrideForm(forms.Form):
    day = DayField(label=_("Which day?"), error_messages={"required": _("Write which day it is.")})
    is_working = forms.TypedChoiceField(
        label=_("What kind of day is it?"),
        choices=[("yes", _("A working day")), ("no", _("A day off"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    name_mn = forms.CharField(
        label=_("Why, in Mongolian"),
        help_text=_("Shown to citizens where we count the due date."),
        max_length=200,
        error_messages={"required": _("Write the reason.")},
    )
    name_en = forms.CharField(
        label=_("Why, in English"),
        max_length=200,
        error_messages={"required": _("Write the reason.")},
    )


def _roles() -> list[tuple[str, str]]:
    return [("", ""), *((str(role), capfirst(str(role.label))) for role in Role)]


class OfficeForm(forms.Form):
    """Whose people the list shows; the empty choice shows everybody."""

    office = forms.ModelChoiceField(
        queryset=queries.offices(),
        label=_("Office"),
        to_field_name="slug",
        required=False,
        empty_label=_("Any office"),
        error_messages={"invalid_choice": _("There is no such office.")},
    )


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail at work"),
        help_text=_("The link that sets the password goes there."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Please write an e-mail address such as name@example.mn."),
        },
    )
    family_name = forms.CharField(
        label=_("Father's or mother's name"),
        max_length=100,
        error_messages={"required": _("Write the father's or mother's name.")},
    )
    given_name = forms.CharField(
        label=_("Given name"),
        max_length=100,
        error_messages={"required": _("Write the name.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our letters to them"),
        choices=[("mn", "Монгол"), ("en", "English")],
        initial="mn",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=_roles, error_messages={"required": _("Choose the role.")}
    )
    office = forms.ModelChoiceField(
        queryset=queries.offices(),
        label=_("Office"),
        to_field_name="slug",
        empty_label="",
        error_messages={
            "required": _("Choose the office."),
            "invalid_choice": _("There is no such office."),
        },
    )
    unit = forms.ModelChoiceField(
        queryset=queries.units(),
        label=_("Unit"),
        help_text=_("Only in the head office. A unit head always has one."),
        to_field_name="slug",
        required=False,
        empty_label=_("No unit"),
    )

    def person(self) -> NewPerson:
        """The cleaned values as the service takes them; call after `is_valid`."""
        values = dict(self.cleaned_data)
        return NewPerson(**{**values, "role": Role(values["role"])})


class AbsenceForm(forms.Form):
    """Who is away, from when until when, and who stands in."""

    person = forms.TypedChoiceField(
        label=_("Who is away?"),
        coerce=int,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    kind = forms.ChoiceField(
        label=_("Why?"),
        choices=AbsenceKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    since = DayField(label=_("First day"), error_messages={"required": _("Write the day.")})
    until = DayField(label=_("Last day"), error_messages={"required": _("Write the day.")})
    deputy = forms.TypedChoiceField(
        label=_("Who stands in?"),
        help_text=_("They see the cases, may work on them, and get the letters."),
        coerce=int,
        error_messages={
            "required": _("Choose the deputy."),
            "invalid_choice": _("Choose the deputy."),
        },
    )

    def __init__(
        self, *args: Any, people: Sequence[User], deputies: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.pk: person for person in (*people, *deputies)}
        choices = [(person.pk, person.short_name) for person in people]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        others = [("", ""), *((person.pk, person.short_name) for person in deputies)]
        self.fields["deputy"].choices = others  # type: ignore[attr-defined]

    def absence(self) -> NewAbsence:
        """The cleaned values as the service takes them; call after `is_valid`."""
        given = self.cleaned_data
        return NewAbsence(
            person=self.known[given["person"]],
            deputy=self.known[given["deputy"]],
            since=given["since"],
            until=given["until"],
            kind=AbsenceKind(given["kind"]),
        )


class ContactsForm(forms.Form):
    """How one reaches an office."""

    phone = forms.RegexField(
        regex=r"^[0-9+() -]{6,40}$",
        label=_("Phone"),
        help_text=_("For example 7052-3891. Empty: pages show 1800-2525."),
        max_length=40,
        required=False,
        error_messages={"invalid": _("Write digits, such as 7052-3891.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Please write an e-mail address such as name@example.mn.")},
    )
    address_mn = forms.CharField(label=_("Address, in Mongolian"), max_length=300, required=False)
    address_en = forms.CharField(label=_("Address, in English"), max_length=300, required=False)

    def contacts(self) -> Contacts:
        """The cleaned values as the service takes them; call after `is_valid`."""
        return Contacts(**self.cleaned_data)


class RegisterForm(forms.Form):
    """Which organisation a letter is of."""

    register = forms.RegexField(
        r"^\s*\d{7}\s*$",
        label=_("Register number of the organisation"),
        help_text=_("Seven digits, as on the letter they brought."),
        error_messages={
            "required": _("Write the register number."),
            "invalid": _("A register number has exactly seven digits."),
        },
    )

    def clean_register(self) -> str:
        return str(self.cleaned_data["register"]).strip()


class PaperForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation, as on the letter"),
        help_text=_("It stands on certificates. It can be put right until somebody is confirmed."),
        max_length=300,
        required=False,
    )
    paper = forms.CharField(
        label=_("Which letter did you see?"),
        help_text=_("Its number and day, for example № 14 of 20 November 2026."),
        max_length=200,
        error_messages={"required": _("Write which letter you saw.")},
    )
