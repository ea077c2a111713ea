"""Addresses of the public JSON contract; the page that explains it is in `pages.py`."""

from django.urls import path, re_path

from kholboo.api.v1.contract import doors, guarded, nothing
from kholboo.api.views import openapi

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *doors(),
    re_path(r"^(?P<rest>.+)$", guarded(nothing)),
]
