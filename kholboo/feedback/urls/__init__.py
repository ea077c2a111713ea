"""Addresses of this house: telling us, following a case, the desk, the law's terms."""

from kholboo.feedback.urls import desk, exclusions, intake, joint, oral, templates, terms, tracking

app_name = "feedback"
# `desk/terms/` and `desk/templates/` stand before `desk/<number>/`, which would take them for one.
urlpatterns = [
    *intake.urlpatterns,
    *exclusions.urlpatterns,
    *joint.urlpatterns,
    *oral.urlpatterns,
    *tracking.urlpatterns,
    *terms.urlpatterns,
    *templates.urlpatterns,
    *desk.urlpatterns,
]
