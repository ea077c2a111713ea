"""Addresses of the sites. `page` catches all that no house before it knows, so it stands last."""

from django.urls import path, re_path

from kholboo.website.views import lists, pages, plain, search, services

urlpatterns = [
    path("departments/", lists.departments, name="website_departments"),
    path("services/", services.services, name="website_services"),
    path("services/<slug:code>/", services.service, name="website_service"),
    path("search/", search.search, name="website_search"),
    path("site-map/", lists.site_map, name="website_site_map"),
    re_path(r"^plain/((?:[\w\-]+/)*)$", plain.plain, name="website_plain"),
    # Wagtail looks for this name.
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
