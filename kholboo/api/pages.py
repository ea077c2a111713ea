"""The page about the API stands at the API's own address, in both languages."""

from django.urls import path

from kholboo.api.views import reference

urlpatterns = [path("api/v1/", reference, name="api_reference")]
