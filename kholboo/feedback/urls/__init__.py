"""Addresses of this house: telling us, following a case, the desk, the law's terms."""

from kholboo.feedback.urls import desk, intake, terms, tracking

app_name = "feedback"
# `desk/terms/` stands before `desk/<number>/`, which would take it for a number.
urlpatterns = [
    *intake.urlpatterns,
    *tracking.urlpatterns,
    *terms.urlpatterns,
    *desk.urlpatterns,
]
