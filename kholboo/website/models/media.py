"""Pictures with words for those who do not see them, and files to take away."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    get_upload_to,
)

from kholboo.website.storage import public_media


class Picture(AbstractImage):
    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        storage=public_media,
    )
    description = models.CharField(
        _("words for those who do not see it"),
        max_length=255,
        help_text=_("Say what the picture shows, in one short sentence."),
    )

    # Without tags: a list of them would tell one office the words of another.
    admin_form_fields = tuple(name for name in Image.admin_form_fields if name != "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.description


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once"
            )
        ]


class Attachment(AbstractDocument):
    file = models.FileField(_("file"), upload_to="papers", storage=public_media)

    admin_form_fields = tuple(name for name in Document.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_document", "Can choose document")]
