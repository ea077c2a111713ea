"""The shape of a text that an officer sends, and of a right to read that is given."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kholboo.documents.rules import LARGEST_FILE
from kholboo.standards.models import Edition
from kholboo.standards.pdf.verdict import SIGN
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
        label=_("The text: an XML file (STS) or a PDF"),
        help_text=_("XML of at most 12 MB, PDF of at most 20 MB; scans are read by machine."),
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
        file = self.cleaned_data["file"]
        begin: bytes = file.read(len(SIGN))
        most = LARGEST_FILE if begin == SIGN else LARGEST
        rest: bytes = file.read(most + 1 - len(begin))
        return begin + rest


class ReaderForm(forms.Form):
    edition = EditionField()
    who = forms.CharField(
        label=_("Who may read it"),
        help_text=_("E-mail or phone of a person, or the register number of an organisation."),
        max_length=254,
    )
    until = DayField(label=_("Last day of reading"))
