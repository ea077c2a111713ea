"""Addresses of the sites. `page` catches all that no house before it knows, so it stands last."""

from django.urls import path, re_path

from kholboo.website import views

urlpatterns = [
    path("departments/", views.departments, name="website_departments"),
    path("services/", views.services, name="website_services"),
    path("services/<slug:code>/", views.service, name="website_service"),
    # Wagtail looks for this name.
    re_path(r"^((?:[\w\-]+/)*)$", views.page, name="wagtail_serve"),
]
