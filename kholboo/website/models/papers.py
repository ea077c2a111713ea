"""Official documents: a file with its number, its day and whether it is in force."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from kholboo.website.blocks import BodyBlock
from kholboo.website.models.pages import LEAVES, SitePage


class DocumentState(models.TextChoices):
    IN_FORCE = "in_force", _("in force")
    DRAFT = "draft", _("draft for comments")
    REPEALED = "repealed", _("no longer in force")
    UNCONFIRMED = "unconfirmed", _("to be confirmed")


class DocumentIndex(SitePage):
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [*SitePage.content_panels, FieldPanel("body")]
    subpage_types: ClassVar[list[str]] = ["website.DocumentPage"]

    class Meta:
        verbose_name = _("list of documents")


class DocumentPage(SitePage):
    number = models.CharField(_("number"), max_length=60, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=DocumentState, default=DocumentState.IN_FORCE
    )
    file = models.ForeignKey(
        "website.Attachment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
    )
    # Where the text is kept by somebody else, such as legalinfo.mn.
    source = models.URLField(_("address of the text"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [
        *SitePage.content_panels,
        FieldPanel("number"),
        FieldPanel("day"),
        FieldPanel("state"),
        FieldPanel("file"),
        FieldPanel("source"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["website.DocumentIndex"]
    subpage_types: ClassVar[list[str]] = LEAVES

    @property
    def is_to_be_checked(self) -> bool:
        """Nobody has said whether it is in force, but its text stands where one can see."""
        return self.state == DocumentState.UNCONFIRMED and bool(self.source)

    @property
    def source_host(self) -> str:
        return urlsplit(self.source).hostname or ""

    class Meta:
        verbose_name = _("official document")
