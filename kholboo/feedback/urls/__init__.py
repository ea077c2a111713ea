"""Addresses of this house: telling us, following a case, the desk, the law's terms."""

from kholboo.feedback.urls import desk, intake, templates, terms, tracking

app_name = "feedback"
# `desk/terms/` and `desk/templates/` stand before `desk/<number>/`, which would take them for one.
urlpatterns = [
    *intake.urlpatterns,
    *tracking.urlpatterns,
    *terms.urlpatterns,
    *templates.urlpatterns,
    *desk.urlpatterns,
]
