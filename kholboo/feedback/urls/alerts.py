"""Phones that are told of a case."""

from django.urls import URLPattern, path

from kholboo.feedback.views import alerts

urlpatterns: list[URLPattern] = [
    path("track/<str:number>/notices/", alerts.alerts, name="track_alerts"),
]
