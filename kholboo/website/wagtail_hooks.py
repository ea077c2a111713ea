"""Where Wagtail asks us: which pages an editor may choose, and what its menus hold."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from kholboo.website.queries.editors import linkable

# Their rooms are shut (queries/editors.py), so no menu leads there.
SHUT = {"users", "groups", "sites", "locales", "collections", "workflows", "workflow-tasks"}
SHUT_REPORTS = {"page-types-usage", "translations"}


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_read(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return linkable(pages, request.user)  # type: ignore[arg-type]


@hooks.register("construct_settings_menu")
def hide_settings(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in SHUT]


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in SHUT_REPORTS]
