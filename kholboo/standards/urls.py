from django.urls import include, path

from kholboo.standards.views import catalogue, reading

app_name = "standards"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("desk/", include("kholboo.standards.desk_urls")),
    path("desk/", include("kholboo.standards.text_urls")),
    path("<slug:standard>/", catalogue.read, name="standard"),
    path("<slug:standard>/read/", reading.read, name="read"),
    path("<slug:standard>/read/find/", reading.find, name="find"),
    path("<slug:standard>/read/pictures/<int:picture_no>/", reading.picture, name="picture"),
]
