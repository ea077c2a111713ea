from django.urls import URLPattern, path

from kholboo.feedback.views import exclusions

urlpatterns: list[URLPattern] = [path("feedback/excluded/", exclusions.excluded, name="excluded")]
