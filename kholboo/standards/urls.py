from django.urls import include, path

from kholboo.standards.views import catalogue

app_name = "standards"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("desk/", include("kholboo.standards.desk_urls")),
    path("<slug:standard>/", catalogue.read, name="standard"),
]
