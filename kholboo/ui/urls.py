from django.urls import path

from kholboo.ui import app_views, scan_views, views

app_name = "ui"
urlpatterns = [
    path("standard/", views.standard, name="standard"),
    path("patterns/", views.patterns, name="patterns"),
    path("manifest.webmanifest", app_views.web_manifest, name="manifest"),
    path("offline/", app_views.offline, name="offline"),
    path("scan/", scan_views.scan, name="scan"),
    path("saved/", app_views.saved, name="saved"),
    path("more/", app_views.more, name="more"),
    path("share/", app_views.share, name="share"),
]
