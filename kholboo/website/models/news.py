"""News, announcements, vacancies: what has a day."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from kholboo.core import clock
from kholboo.website.blocks import BodyBlock
from kholboo.website.models.pages import LEAVES, SitePage


def today() -> date:
    return clock.local_date(clock.now())


class NewsIndex(SitePage):
    """A list of dated pages, the newest first."""

    subpage_types: ClassVar[list[str]] = ["website.NewsPage"]

    class Meta:
        verbose_name = _("list of news")


class NewsPage(SitePage):
    day = models.DateField(_("day"), default=today)
    # The last day to answer an announcement or to apply.
    until = models.DateField(_("last day to answer"), null=True, blank=True)
    picture = models.ForeignKey(
        "website.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [
        *SitePage.content_panels,
        FieldPanel("day"),
        FieldPanel("until"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["website.NewsIndex"]
    subpage_types: ClassVar[list[str]] = LEAVES

    class Meta:
        verbose_name = _("news")
        indexes = [models.Index(fields=["-day", "-page_ptr"], name="news_newest_first")]
