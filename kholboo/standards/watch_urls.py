"""Addresses of what somebody follows, under `/standards/`."""

from django.urls import path

from kholboo.standards.views import told, watching

urlpatterns = [
    path("watches/", watching.watches, name="watches"),
    path("watches/new/", watching.new, name="watch_new"),
    path("watches/phone/", watching.phone, name="watch_phone"),
    path("watches/<int:watch_id>/stop/", watching.stop, name="watch_stop"),
    path("told/<str:token>/", told.told, name="told"),
    path("told/<str:token>/stop/", told.stop, name="told_stop"),
]
