"""Erasing, retention, sensitive cases, and who looked. Fixed paths stand before numbers."""

from django.urls import URLPattern, path

from kholboo.feedback.views import desk_erasing, desk_sensitive, retention, tracking_privacy

urlpatterns: list[URLPattern] = [
    path("desk/erasures/", desk_erasing.erasures, name="erasures"),
    path("desk/retention/", retention.retention, name="retention"),
    path("desk/retention/<int:rule_id>/", retention.retention_rule, name="retention_rule"),
    path("desk/<str:number>/erasure/", desk_erasing.case_erasure, name="case_erasure"),
    path("desk/<str:number>/reason/", desk_sensitive.case_reason, name="case_reason"),
    path("desk/<str:number>/sensitive/", desk_sensitive.mark_case, name="mark_case"),
    path("desk/<str:number>/person/", desk_sensitive.reveal_person, name="reveal_person"),
    path("track/<str:number>/looks/", tracking_privacy.looks, name="track_looks"),
    path("track/<str:number>/erasure/", tracking_privacy.erasure, name="track_erasure"),
]
