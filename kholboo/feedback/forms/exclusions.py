"""The shape of a matter that another law decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.models import Exclusion
from kholboo.feedback.services.exclusions import MatterWords

LONGEST_WORD, MOST_WORDS, LONGEST = 40, 30, 2_000
NAME = {"required": _("Write the name.")}
LAW = {"required": _("Name the law and its article.")}
SAY = {"required": _("Write what the citizen reads.")}


class MatterForm(forms.Form):
    title_mn = forms.CharField(label=_("Name, in Mongolian"), max_length=120, error_messages=NAME)
    title_en = forms.CharField(label=_("Name, in English"), max_length=120, error_messages=NAME)
    words = forms.CharField(
        label=_("Beginnings of words by which it is recognised"),
        help_text=_("Part them with commas."),
        max_length=MOST_WORDS * LONGEST_WORD,
        required=False,
    )
    explanation_mn = LongText(
        label=_("Explanation, in Mongolian"), limit=LONGEST, error_messages=SAY
    )
    explanation_en = LongText(label=_("Explanation, in English"), limit=LONGEST, error_messages=SAY)
    where_mn = LongText(
        label=_("Where to turn, in Mongolian"),
        help_text=_("Name the office and its phone where they are known."),
        limit=LONGEST,
        error_messages=SAY,
    )
    where_en = LongText(label=_("Where to turn, in English"), limit=LONGEST, error_messages=SAY)
    basis_mn = forms.CharField(
        label=_("Law and article, in Mongolian"), max_length=300, error_messages=LAW
    )
    basis_en = forms.CharField(
        label=_("Law and article, in English"), max_length=300, error_messages=LAW
    )
    is_confirmed = forms.BooleanField(
        label=_("Confirmed by the agency"),
        help_text=_("Otherwise citizens read that it is not confirmed yet."),
        required=False,
    )

    def clean_words(self) -> list[str]:
        given = [word.strip().lower() for word in self.cleaned_data["words"].split(",")]
        words = [word for word in given if word]
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
            raise forms.ValidationError(_("Write at most 30 words of at most 40 letters."))
        return words

    def stated(self) -> MatterWords:
        """The cleaned values as the service takes them; call after `is_valid`."""
        return MatterWords(**self.cleaned_data)


def words_of(row: Exclusion) -> dict[str, Any]:
    """What the form shows first."""
    known = {name: getattr(row, name) for name in MatterForm.base_fields}
    return {**known, "words": ", ".join(row.words)}
