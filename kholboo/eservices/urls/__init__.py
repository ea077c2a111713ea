"""Addresses of this house: the desk of those who work on applications."""

from kholboo.eservices.urls import desk

app_name = "eservices"
urlpatterns = [
    *desk.urlpatterns,
]
