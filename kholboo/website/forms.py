"""Forms of pictures and files in the editors' rooms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from kholboo.core.errors import RuleBroken, TooMany
from kholboo.website.services import uploads


class PictureForm(BaseImageForm):
    def clean_file(self) -> Any:
        return _rebuilt(self.cleaned_data["file"], uploads.PICTURES)


class FileForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and (file.name or "").lower().endswith(".csv"):
            if not uploads.is_plain_table(file):
                raise ValidationError(_("This file is not a table of plain text (CSV, UTF-8)."))
            return file
        return _rebuilt(file, uploads.PAPERS)


def _rebuilt(file: Any, kinds: Any) -> Any:
    """A file that was there before is left alone."""
    if not isinstance(file, UploadedFile):
        return file
    try:
        return uploads.rebuilt(file, kinds=kinds)
    except (RuleBroken, TooMany) as error:
        raise ValidationError(error.message) from error
