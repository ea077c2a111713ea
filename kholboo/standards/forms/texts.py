"""The shape of a text that an officer sends, and of a right to read that is given."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kholboo.standards.models import Edition
from kholboo.standards.queries.desk_texts import edition_meant
from kholboo.standards.sts.parsing import LARGEST
from kholboo.ui.widgets import DayField, FilesInput

LONGEST = 70


class EditionField(forms.CharField):
    """A number with its year; gives the edition."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Number and year of the standard"),
            help_text=_("For example MNS 6858 : 2020. It must stand in the catalogue."),
            max_length=LONGEST,
            **more,
        )

    def clean(self, value: Any) -> Edition:
        found = edition_meant(super().clean(value))
        if found is None:
            raise forms.ValidationError(_("The catalogue has no standard of this number and year."))
        return found


class FilesField(forms.FileField):
    """Several files, or none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]


class TextForm(forms.Form):
    edition = EditionField()
    file = forms.FileField(
        label=_("The text: an XML file (STS)"),
        help_text=_("At most 12 MB."),
        max_length=120,
    )
    pictures = FilesField(
        label=_("Its pictures"),
        help_text=_(
            "PNG, JPEG, WebP or SVG, under the names by which the text calls them; at most 10."
        ),
        required=False,
    )

    def content(self) -> bytes:
        """One byte more than may be at most; call after `is_valid`."""
        source: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        return source


class ReaderForm(forms.Form):
    edition = EditionField()
    who = forms.CharField(
        label=_("Who may read it"),
        help_text=_("E-mail or phone of a person, or the register number of an organisation."),
        max_length=254,
    )
    until = DayField(label=_("Last day of reading"))
