"""The shape of an answer template."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kholboo.agency.queries import services
from kholboo.feedback.models import AnswerTemplate
from kholboo.feedback.rules import ANSWER_OUTCOMES, MAX_TEXT, CaseKind, Outcome
from kholboo.feedback.services.templates import TemplateWords

TITLE = {"required": _("Write the title.")}
TEXT = {"required": _("Write the text.")}


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("Any kind")), *((str(kind), capfirst(str(kind.label))) for kind in CaseKind)]


def _outcomes() -> list[tuple[str, str]]:
    return [(str(outcome), capfirst(str(outcome.label))) for outcome in ANSWER_OUTCOMES]


class TemplateForm(forms.Form):
    title_mn = forms.CharField(label=_("Title, in Mongolian"), max_length=120, error_messages=TITLE)
    title_en = forms.CharField(label=_("Title, in English"), max_length=120, error_messages=TITLE)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds, required=False)
    service = forms.ModelChoiceField(
        queryset=services(),
        label=_("Service"),
        to_field_name="code",
        required=False,
        empty_label=_("Any service"),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=_outcomes,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome.")},
    )
    text_mn = forms.CharField(
        label=_("Text, in Mongolian"),
        max_length=MAX_TEXT,
        widget=forms.Textarea,
        error_messages=TEXT,
    )
    text_en = forms.CharField(
        label=_("Text, in English"),
        max_length=MAX_TEXT,
        widget=forms.Textarea,
        error_messages=TEXT,
    )

    def words(self) -> TemplateWords:
        """The cleaned values as the service takes them; call after `is_valid`."""
        values = dict(self.cleaned_data)
        values["kind"] = CaseKind(values["kind"]) if values["kind"] else None
        values["outcome"] = Outcome(values["outcome"])
        return TemplateWords(**values)


def words_of(template: AnswerTemplate) -> dict[str, Any]:
    """What the form shows first when a template is changed."""
    values = {name: getattr(template, name) for name in TemplateForm.base_fields}
    return {**values, "service": template.service.code if template.service else ""}
