"""Addresses of notices on phones. The worker knows `moved/`."""

from django.urls import path

from kholboo.notifications.views import alerts

app_name = "alerts"
urlpatterns = [
    path("", alerts.here, name="here"),
    path("known/", alerts.known, name="known"),
    path("stop/", alerts.stop, name="stop"),
    path("moved/", alerts.moved, name="moved"),
]
