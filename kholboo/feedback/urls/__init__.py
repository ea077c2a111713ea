"""Addresses of this house: telling us, following a case, the desk, the law's terms."""

from kholboo.feedback.urls import (
    appeals,
    bodies,
    desk,
    escalation,
    exclusions,
    extension,
    fields,
    hotline,
    inquiry,
    intake,
    joint,
    links,
    oral,
    privacy,
    reports,
    subjects,
    suspension,
    templates,
    terms,
    tracking,
)

app_name = "feedback"
# Fixed names under `desk/` stand before `desk/<number>/`, which would take them for one.
urlpatterns = [
    *intake.urlpatterns,
    *exclusions.urlpatterns,
    *joint.urlpatterns,
    *oral.urlpatterns,
    *privacy.urlpatterns,
    *tracking.urlpatterns,
    *terms.urlpatterns,
    *fields.urlpatterns,
    *templates.urlpatterns,
    *escalation.urlpatterns,
    *suspension.urlpatterns,
    *extension.urlpatterns,
    *reports.urlpatterns,
    *hotline.urlpatterns,
    *bodies.urlpatterns,
    *desk.urlpatterns,
    *appeals.urlpatterns,
    *inquiry.urlpatterns,
    *links.urlpatterns,
    *subjects.urlpatterns,
]
