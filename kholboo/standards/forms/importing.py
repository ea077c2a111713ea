"""The shape of a file that is taken in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.core.tables import LARGEST


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV, XLSX, the CSV of ISO Open Data, or STS XML; at most 5 MB and 5,000 rows."
        ),
        max_length=120,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "max_length": _("The name of the file is too long."),
        },
    )

    def content(self) -> tuple[str, bytes]:
        """Its name and its bytes, one more than may be at most; call after `is_valid`."""
        file = self.cleaned_data["file"]
        return file.name, file.read(LARGEST + 1)
