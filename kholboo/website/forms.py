"""Forms of pictures and files in the editors' rooms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents import rules
from kholboo.documents.services import refusals
from kholboo.website.services import uploads


class PictureForm(BaseImageForm):
    def full_clean(self) -> None:
        """Wagtail counts the dots of a picture with a library that refuses to count so many."""
        try:
            super().full_clean()
        except Image.DecompressionBombError:
            name = self.files[self.add_prefix("file")].name or ""
            self.add_error("file", refusals.sentence("pixels", rules.safe_name(name)))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        _stays_what_it_is(self.instance, file)
        return _rebuilt(file, uploads.PICTURES)


class FileForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        _stays_what_it_is(self.instance, file)
        return _rebuilt(file, uploads.PAPERS)


def _stays_what_it_is(thing: Any, file: Any) -> None:
    """Published pages show it, and nobody would look at the new one before readers do."""
    if thing.pk and isinstance(file, UploadedFile):
        raise ValidationError(
            _("A file that is here stays as it is. Add the new one and choose it on the page.")
        )


def _rebuilt(file: Any, kinds: Any) -> Any:
    """A file that was there before is left alone."""
    if not isinstance(file, UploadedFile):
        return file
    try:
        return uploads.cleaned(file, kinds=kinds)
    except (RuleBroken, TooMany) as error:
        raise ValidationError(error.message) from error
