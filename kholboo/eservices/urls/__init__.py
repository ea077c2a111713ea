"""Addresses of this house: the desk of those who work on applications."""

from kholboo.eservices.urls import applying, desk, procedures

app_name = "eservices"
urlpatterns = [
    *applying.urlpatterns,
    *desk.urlpatterns,
    *procedures.urlpatterns,
]
