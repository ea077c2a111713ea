"""The worker stands at the root, without a language: it serves both."""

from django.urls import path

from kholboo.ui import app_views

urlpatterns = [path("sw.js", app_views.worker, name="worker")]
