from django.urls import path

from kholboo.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home, name="home"),
    path("standard/", views.standard, name="standard"),
    path("patterns/", views.patterns, name="patterns"),
]
