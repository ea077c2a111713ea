"""Form widgets whose words are ours: browsers write English into dates and file inputs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

SELECTED = mark_safe(" selected")


class DayWidget(forms.MultiWidget):
    """Year, month and day as three short number boxes, in Mongolian order."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            widgets={
                "year": forms.TextInput({**box, "maxlength": 4}),
                "month": forms.TextInput({**box, "maxlength": 2}),
                "day": forms.TextInput({**box, "maxlength": 2}),
            },
            attrs=attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.year, value.month, value.day] if value else [None, None, None]

    def id_for_label(self, id_: str) -> str:
        """The label of the whole leads to the first box."""
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A calendar day typed in three boxes; gives a `date` or None."""

    widget = DayWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            fields=(
                forms.IntegerField(min_value=1900, max_value=2200, required=False),
                forms.IntegerField(min_value=1, max_value=12, required=False),
                forms.IntegerField(min_value=1, max_value=31, required=False),
            ),
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        try:
            cleaned = super().clean(value)
        except ValidationError as error:
            if any(each.code == "required" for each in error.error_list):
                raise
            raise ValidationError(_("Write a real date, for example 2026 7 10."), "day") from error
        return cleaned if isinstance(cleaned, date) else None

    def compress(self, data_list: list[int | None] | None) -> date | None:
        if not data_list or not any(data_list):
            return None
        year, month, day = (part or 0 for part in data_list)
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("Write a real date, for example 2026 7 10."), "day") from error


class LongSelect(forms.Select):
    """A choice among dozens, without groups. Django renders two templates for each option: five
    such choices took more time than everything else on the operator's page.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", words) for key, words in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class VoiceInput(forms.ClearableFileInput):
    """A sound file: recorded on the page where JavaScript runs, chosen or recorded by the phone otherwise."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"accept": "audio/*", "capture": "user", **(attrs or {})})
