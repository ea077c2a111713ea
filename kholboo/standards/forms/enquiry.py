"""The shape of a comment on a draft, of an officer's answer, and of the days of an enquiry."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kholboo.standards import commenting
from kholboo.standards.commenting import CommentKind, HeldFor, Verdict
from kholboo.standards.forms.editing import OneLine
from kholboo.standards.models import Enquiry
from kholboo.standards.services.enquiry import Period, Remark
from kholboo.ui.widgets import DayField


class Words(forms.CharField):
    """Words in any number of lines. The browser counts but never cuts what was pasted."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=commenting.LONGEST_WORDS, **kwargs)
        self.error_messages["max_length"] = _(
            "This is too long: %(show_value)d letters, at most %(limit_value)d fit. "
            "Send it as two comments."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-limit": self.max_length}

    def to_python(self, value: Any) -> str:
        """Line ends count as one letter, as people count them."""
        words = str(value or "").replace("\r\n", "\n").replace("\x00", "")
        return str(super().to_python(words))


class Line(OneLine):
    """One line; a sign no keyboard has is dropped and refuses nobody."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", ""))


class CommentForm(forms.Form):
    """The comment template of ISO, in everyday words."""

    kind = forms.ChoiceField(
        label=_("What kind of comment is it?"),
        choices=CommentKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of your comment.")},
    )
    clause = Line(
        label=_("Clause"),
        help_text=_("Its number, for example 4.2. Leave it empty when you mean the whole draft."),
        max_length=commenting.LONGEST_CLAUSE,
        required=False,
    )
    place = Line(
        label=_("Paragraph, figure or table"),
        help_text=_("For example Table 1, or second paragraph."),
        max_length=commenting.LONGEST_PLACE,
        required=False,
    )
    line = Line(
        label=_("Number of the line"),
        help_text=_("Only when the paper has numbered lines."),
        max_length=commenting.LONGEST_LINE,
        required=False,
    )
    text = Words(
        label=_("Your comment, and why"),
        help_text=_("Everybody may read it later. Write nothing about private lives."),
        error_messages={"required": _("Write your comment.")},
    )
    change = Words(
        label=_("How should it read instead?"),
        help_text=_("The new words, when you have them."),
        required=False,
    )
    name = Line(
        label=_("Name or organisation"),
        help_text=_(
            "Stands beside your comment for everybody until addresses are deleted. "
            "You may leave it empty."
        ),
        max_length=commenting.LONGEST_NAME,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail, for our answer and for questions"),
        max_length=commenting.LONGEST_EMAIL,
        required=False,
        error_messages={
            "invalid": _("This is not a whole e-mail address. Example: bold@example.mn"),
            "max_length": _("This e-mail address is too long."),
        },
    )
    form = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid4()

    def clean_form(self) -> UUID:
        """A form whose key was lost on the way is a form of its own."""
        known: UUID | None = self.cleaned_data["form"]
        return known or uuid4()

    def remark(self) -> Remark:
        """Call after `is_valid`."""
        given = self.cleaned_data
        names = ("kind", "text", "change", "clause", "place", "line", "name")
        return Remark(**{name: given[name] for name in names})


class SeenForm(forms.Form):
    """What every act on a comment carries: which state of it the officer saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32767)


class HoldForm(SeenForm):
    held_for = forms.ChoiceField(
        label=_("Why is it held back?"),
        help_text=_("Everybody reads this reason; nobody reads the comment."),
        choices=HeldFor,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it is held back.")},
    )


class AnswerForm(SeenForm):
    verdict = forms.ChoiceField(
        label=pgettext_lazy("comment", "What becomes of it?"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the comment.")},
    )
    answer = Words(
        label=_("Why, and what was changed"),
        help_text=_("Readers see it beside the comment. Needed unless all of it is taken."),
        required=False,
    )


class PeriodForm(forms.Form):
    """From when to when a draft is open."""

    opens_on = DayField(label=_("First day"), error_messages={"required": _("Write the day.")})
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("Comments are taken until midnight in Ulaanbaatar."),
        error_messages={"required": _("Write the day.")},
    )
    note = Line(
        label=_("What should readers look at?"),
        max_length=commenting.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
    )
    contact_days = forms.IntegerField(
        label=_("For how many days after the last day are e-mail addresses kept?"),
        help_text=_("To be confirmed by the agency; then they are deleted."),
        min_value=0,
        max_value=1000,
        initial=commenting.CONTACT_DAYS,
    )
    words_days = forms.IntegerField(
        label=_("For how many days after the last day are the comments themselves kept?"),
        help_text=_("To be confirmed by the agency; the answers stay."),
        min_value=0,
        max_value=20_000,
        initial=commenting.WORDS_DAYS,
    )

    def period(self) -> Period:
        """Call after `is_valid`."""
        return Period(**{name: self.cleaned_data[name] for name in PeriodForm.base_fields})


class NewEnquiryForm(PeriodForm):
    standard = Line(
        label=_("Which draft?"),
        help_text=_("Its number with the year, as the catalogue has it."),
        max_length=70,
        error_messages={"required": _("Write the number of the draft.")},
        widget=forms.TextInput({"list": "targets", "autocomplete": "off"}),
    )
    field_order = ["standard", "opens_on", "closes_on", "note", "contact_days", "words_days"]


def typed(enquiry: Enquiry) -> dict[str, Any]:
    return {name: getattr(enquiry, name) for name in PeriodForm.base_fields}
