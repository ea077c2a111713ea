"""The shape of a row of the address book, of its term, and of passing a case on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback import people
from kholboo.feedback.forms.desk import FIRST
from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.forms.terms import NUMBER, UNITS, WORDS
from kholboo.feedback.models import CompetentBody
from kholboo.feedback.queries.bodies import bodies
from kholboo.feedback.rules import MAX_TEXT
from kholboo.feedback.services.bodies import BodyWords, NewForwardTerm
from kholboo.feedback.services.forwarding import Onward
from kholboo.feedback.term import DayUnit
from kholboo.ui.fields import RowField, offer
from kholboo.ui.widgets import DayField, LongSelect

NAME = {"required": _("Write the name.")}
SCOPE = {"required": _("Write what it answers for.")}


class BodyForm(forms.Form):
    name_mn = forms.CharField(label=_("Name, in Mongolian"), max_length=200, error_messages=NAME)
    name_en = forms.CharField(label=_("Name, in English"), max_length=200, error_messages=NAME)
    scope_mn = LongText(
        label=_("What it answers for, in Mongolian"),
        help_text=_("In words that callers use."),
        limit=500,
        error_messages=SCOPE,
    )
    scope_en = LongText(label=_("What it answers for, in English"), limit=500, error_messages=SCOPE)
    phone = forms.CharField(label=_("Phone"), max_length=50, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Passed on cases go there as a letter."),
        max_length=people.LONGEST_EMAIL,
        required=False,
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    is_sample = forms.BooleanField(
        label=_("A sample: nobody has confirmed this row"), required=False
    )
    is_active = forms.BooleanField(
        label=_("In use: cases can be passed on to it"), required=False, initial=True
    )

    def words(self) -> BodyWords:
        """The cleaned values as the service takes them; call after `is_valid`."""
        return BodyWords(**self.cleaned_data)


def words_of(body: CompetentBody) -> dict[str, Any]:
    """What the form shows first when a body is changed."""
    return {name: getattr(body, name) for name in BodyForm.base_fields}


class ForwardTermForm(forms.Form):
    valid_from = DayField(
        label=_("From which day?"), error_messages={"required": _("Write the day.")}
    )
    days = forms.IntegerField(
        label=_("Days to pass on"),
        help_text=_("Leave it empty while nobody knows."),
        min_value=1,
        max_value=365,
        required=False,
        error_messages=NUMBER,
    )
    unit = forms.ChoiceField(
        label=_("Which days?"), choices=UNITS, widget=forms.RadioSelect, initial=DayUnit.WORKING
    )
    is_confirmed = forms.BooleanField(
        label=_("Confirmed by the text of the law"),
        help_text=_("Otherwise pages say “to be confirmed”."),
        required=False,
    )
    basis_mn = forms.CharField(
        label=_("Law and article, in Mongolian"), max_length=300, error_messages=WORDS
    )
    basis_en = forms.CharField(
        label=_("Law and article, in English"), max_length=300, error_messages=WORDS
    )

    def term(self) -> NewForwardTerm:
        """The cleaned values as the service takes them; call after `is_valid`."""
        given = self.cleaned_data
        return NewForwardTerm(**{**given, "unit": DayUnit(given["unit"])})


class BodyChoice(RowField):
    """A body by its name, with what it answers for: officers choose by that."""

    def label_of(self, row: Any) -> str:
        way = "" if row.email else f" ({_('letter by post')})"
        return f"{row.name}{way}: {row.scope}"


class ForwardForm(forms.Form):
    """`sentence` tells by when it must be passed on; the panel shows it above the fields."""

    body = BodyChoice(
        label=_("To which body?"),
        empty_label=_("Choose the body"),
        widget=LongSelect(FIRST),
        error_messages={
            "required": _("Choose the body."),
            "invalid_choice": _("Choose the body."),
        },
    )
    reason = LongText(
        label=_("Why is it not ours?"),
        help_text=_("The citizen reads it word for word."),
        limit=MAX_TEXT,
        error_messages={"required": _("Tell the citizen why it is not ours.")},
    )
    note = LongText(
        label=_("Covering note to the body"),
        help_text=_("The citizen does not see it."),
        limit=MAX_TEXT,
        required=False,
    )
    with_sender = forms.BooleanField(
        label=_("Send the sender's name, address and phone along"),
        help_text=_("Without them the body cannot answer the citizen."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, sentence: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentence = sentence
        offer(self, body=bodies())

    def onward(self) -> Onward:
        """The cleaned values as the service takes them; call after `is_valid`."""
        return Onward(**self.cleaned_data)


class PostedForm(forms.Form):
    """When the printed letter left, and its number among our outgoing papers."""

    on = DayField(
        label=_("On which day was it posted?"), error_messages={"required": _("Write the day.")}
    )
    number = forms.CharField(
        label=_("Number of the letter"),
        help_text=_("As your office numbers letters that go out."),
        max_length=50,
        error_messages={"required": _("Write the number of the letter.")},
    )
