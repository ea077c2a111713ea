"""Where Wagtail asks us: which pages an editor may choose, and what its menus hold."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from kholboo.website.models import NewsIndex
from kholboo.website.queries.editors import linkable, writable_lists
from kholboo.website.views import reports

# Their rooms are shut (queries/editors.py), so no menu leads there.
SHUT = {"users", "groups", "sites", "locales", "collections", "workflows", "workflow-tasks"}
# The list of old pages is ours: with terms, owners and letters.
SHUT_REPORTS = {"page-types-usage", "aging-pages"}
LAST = 1000  # after Wagtail's own houses, which are asked behind ours


@hooks.register("register_admin_urls")
def our_rooms() -> list[Any]:
    return [
        path("links/", reports.broken_links, name="website_links"),
        path("upkeep/", reports.pages_to_look_at, name="website_upkeep"),
        path("upkeep/<int:page_id>/", reports.confirm_page, name="website_confirm_page"),
    ]


@hooks.register("insert_editor_js")
def our_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("website/cms.js"))


@hooks.register("insert_global_admin_css")
def our_look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("website/cms.css"))


@hooks.register("register_reports_menu_item")
def broken_links_item() -> MenuItem:
    address = reverse_lazy("website_links")
    return MenuItem(_("Broken links"), address, name="links", icon_name="link", order=100)


@hooks.register("register_reports_menu_item")
def upkeep_item() -> MenuItem:
    label, address = _("Pages to look at again"), reverse_lazy("website_upkeep")
    return MenuItem(label, address, name="upkeep", icon_name="calendar-check", order=200)


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_read(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return linkable(pages, request.user)  # type: ignore[arg-type]


@hooks.register("construct_settings_menu")
def hide_settings(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in SHUT]


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    # By its address: it has no name but its label, translated.
    translations = reverse("wagtail_localize:translations_report")
    items[:] = [
        item for item in items if item.name not in SHUT_REPORTS and item.url != translations
    ]


@hooks.register("construct_help_menu")
def hide_help(request: HttpRequest, items: list[Any]) -> None:
    """It leads to pages of Wagtail in English, on other hosts."""
    items.clear()


@hooks.register("construct_homepage_summary_items", order=LAST)
def hide_counts(request: HttpRequest, items: list[Any]) -> None:
    """Pages of all offices are counted there, and nothing follows from their number."""
    items.clear()


class Begin(Component):
    """The first thing of an editor's first page: where something is begun."""

    order = 10
    template_name = "website/cms/begin.html"

    def __init__(self, lists: list[NewsIndex]) -> None:
        self.lists = lists

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"lists": self.lists}


@hooks.register("construct_homepage_panels")
def say_where_to_begin(request: HttpRequest, panels: list[Any]) -> None:
    if lists := writable_lists(request.user):  # type: ignore[arg-type]
        panels.append(Begin(lists))


@hooks.register("construct_main_menu")
def name_the_pages(request: HttpRequest, items: list[Any]) -> None:
    """Its own word there is the one under our long lists, which counts their sheets."""
    for item in items:
        if item.name == "explorer":
            item.label = _("Pages of the site")
