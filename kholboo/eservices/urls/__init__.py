"""Addresses of this house: the desk of those who work on applications."""

from kholboo.eservices.urls import desk, procedures

app_name = "eservices"
urlpatterns = [
    *desk.urlpatterns,
    *procedures.urlpatterns,
]
