"""The shape of what an administrator types about a day, and about a person."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.agency import queries
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
