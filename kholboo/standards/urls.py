from django.urls import path

from kholboo.standards.views import catalogue

app_name = "standards"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("<slug:standard>/", catalogue.read, name="standard"),
]
