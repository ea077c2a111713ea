"""The kinds of pages. What a page shows beside its own words is asked by its template's tags."""

from typing import Any, ClassVar

from csp.constants import SELF
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from kholboo.core.language import slug as latin
from kholboo.website.blocks import BodyBlock, PersonBlock, QuestionBlock, TermBlock

LEAVES: list[str] = []
# What django-csp calls a change of the policy of one answer.
IN_A_FRAME = {"frame-ancestors": [SELF]}
# The Mongolian block, the space between words and the narrow one before an ending.
VERTICAL = r"\A[\u1800-\u18af\u202f ]*\Z"


class Rights(PagePermissionTester):
    """Nobody publishes alone: a page goes out when a second person approves it (models/review.py).

    The right Wagtail calls publishing is kept by those who may take a page down again.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return "publish" in self.permissions


class DraftCopyForm(CopyForm):
    """Copies are drafts and no page mirrors another: both would go out without a second person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class PageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A day that is today by itself would count as changed, and the approver as a writer.
            field.show_hidden_initial = False

    def clean_slug(self) -> str:
        """Wagtail's script copies a Cyrillic title into the address as it is."""
        typed: str = self.cleaned_data["slug"]
        return typed if typed.isascii() else (latin(typed)[:200] or "page")


class SitePage(Page):
    """What all our pages have: a sentence that stands under the title and in search engines."""

    lead = models.CharField(
        _("in a sentence"),
        max_length=300,
        help_text=_("Stands under the title, in lists and in search engines."),
    )
    slug: str
    # Written by people: no machine turns Cyrillic into it without mistakes.
    vertical_title = models.CharField(
        _("title in traditional script"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(VERTICAL, _("Only letters of the traditional script and spaces."))
        ],
        help_text=_("Typed by who can read it; leave it empty rather than guess."),
    )
    # Invented for the demonstration: pages then wear the mark.
    is_sample = models.BooleanField(_("sample"), default=False)
    # Right under the head office's first page: departments show it at the same address of theirs.
    is_national = models.BooleanField(
        _("shown on all sites"),
        default=False,
        help_text=_("Only for pages right under the first page of the head office."),
    )
    # Where the usual time for this kind of page (rules.LOOK_AGAIN_AFTER) does not fit.
    look_again_on = models.DateField(
        _("look at it again on"),
        null=True,
        blank=True,
        help_text=_("Empty: after the usual time for this kind of page."),
    )

    content_panels: ClassVar[list[Panel | str]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("vertical_title"),
    ]
    promote_panels: ClassVar[list[Panel | str]] = [
        FieldPanel("slug"),
        FieldPanel("show_in_menus"),
        FieldPanel("is_sample"),
        FieldPanel("is_national"),
    ]
    settings_panels: ClassVar[list[Panel | str]] = [
        *Page.settings_panels,
        FieldPanel("look_again_on"),
    ]
    base_form_class = PageForm
    # All pages are for everybody: a password would hide them from the law, not from people.
    private_page_options: ClassVar[list[str]] = []
    copy_form_class = DraftCopyForm

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> Rights:
        return Rights(user, self)

    @property
    def description(self) -> str:
        return self.search_description or self.lead

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """In a frame beside the words; the page itself keeps its strict policy."""
        response: HttpResponse = super().serve_preview(request, mode_name)
        response._csp_replace = IN_A_FRAME  # type: ignore[attr-defined]
        return response

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """A Cyrillic title gives a Latin address by MNS 5217; Wagtail would drop its letters."""
        if not self.slug:
            self.slug = self._get_autogenerated_slug(latin(self.title)[:200] or "page")
        super().full_clean(*args, **kwargs)


class HomePage(SitePage):
    """The first page of an office: the three questions, then what the office says about itself."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("first page")


class StandardPage(SitePage):
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [*SitePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")


class QuestionsPage(SitePage):
    questions = StreamField([("question", QuestionBlock())], blank=True)

    content_panels: ClassVar[list[Panel | str]] = [
        *SitePage.content_panels,
        FieldPanel("questions"),
    ]
    subpage_types: ClassVar[list[str]] = LEAVES

    class Meta:
        verbose_name = _("questions and answers")


class GlossaryPage(SitePage):
    terms = StreamField([("term", TermBlock())], blank=True)

    content_panels: ClassVar[list[Panel | str]] = [*SitePage.content_panels, FieldPanel("terms")]
    subpage_types: ClassVar[list[str]] = LEAVES

    class Meta:
        verbose_name = _("glossary")


class PeoplePage(SitePage):
    """Leaders and people one can turn to; on a department's site also where and when."""

    people = StreamField([("person", PersonBlock())], blank=True)
    hours = models.TextField(
        _("opening hours"),
        max_length=500,
        blank=True,
        help_text=_("One line for each day or time."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    # The head office's units stand in the agency's own rows.
    shows_units = models.BooleanField(_("shows the units of the office"), default=False)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel | str]] = [
        *SitePage.content_panels,
        FieldPanel("people"),
        FieldPanel("hours"),
        FieldPanel("latitude"),
        FieldPanel("longitude"),
        FieldPanel("shows_units"),
        FieldPanel("body"),
    ]
    subpage_types: ClassVar[list[str]] = LEAVES

    class Meta:
        verbose_name = _("people")

    @property
    def map_address(self) -> str:
        """Open maps at this place; nothing of them is loaded into our page."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = f"{self.latitude}/{self.longitude}"
        pin = f"mlat={self.latitude}&mlon={self.longitude}"
        return f"https://www.openstreetmap.org/?{pin}#map=16/{place}"
