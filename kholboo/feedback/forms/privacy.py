"""What is typed about privacy: a decision on erasing, a reason for reading, a retention rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.rules import CaseKind, ReadingReason
from kholboo.feedback.services.retention import NewRetention
from kholboo.ui.widgets import DayField

SHORT_TEXT = 2_000
MOST_YEARS = 100


class AskErasureForm(forms.Form):
    """Two steps to what cannot be undone: the page says what goes, the box says it was read."""

    is_sure = forms.BooleanField(
        label=_("I have read what will be erased. It cannot be brought back."),
        error_messages={"required": _("Tick the box, so that nothing is erased by accident.")},
    )


class AskAllForm(AskErasureForm):
    """The same, for the other cases of the person too."""

    and_others = forms.BooleanField(
        label=_("Erase me from the other cases named above too"), required=False
    )


class RefuseErasureForm(forms.Form):
    reason = LongText(
        label=_("Why must the data be kept?"),
        help_text=_("The citizen reads it word for word. Name the law or the matter."),
        limit=SHORT_TEXT,
        error_messages={"required": _("Say why the data must be kept.")},
    )


class ReadingForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you read it?"),
        choices=ReadingReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you read it.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("At most 300 letters.")},
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class RetentionForm(forms.Form):
    kind = forms.ChoiceField(label=_("For what?"), choices=CaseKind)
    valid_from = DayField(
        label=_("From which day?"), error_messages={"required": _("Write the day.")}
    )
    years = forms.IntegerField(
        label=_("Years to keep, after the case has ended"),
        min_value=1,
        max_value=MOST_YEARS,
        error_messages={
            "required": _("Write a number."),
            "invalid": _("Write a number."),
            "min_value": _("At least 1 year."),
            "max_value": _("At most 100 years."),
        },
    )
    basis_mn = forms.CharField(
        label=_("Law and article, in Mongolian"),
        max_length=300,
        error_messages={"required": _("Name the law and its article.")},
    )
    basis_en = forms.CharField(
        label=_("Law and article, in English"),
        max_length=300,
        error_messages={"required": _("Name the law and its article.")},
    )

    def rule(self) -> NewRetention:
        """The cleaned values as the service takes them; call after `is_valid`."""
        values = dict(self.cleaned_data)
        values["kind"] = CaseKind(values["kind"])
        return NewRetention(**values)
