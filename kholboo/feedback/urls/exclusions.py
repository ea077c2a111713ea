from django.urls import URLPattern, path

from kholboo.feedback.views import exclusions

urlpatterns: list[URLPattern] = [
    path("feedback/excluded/", exclusions.excluded, name="excluded"),
    path("desk/excluded/", exclusions.all_matters, name="exclusions"),
    path("desk/excluded/<int:exclusion_id>/", exclusions.change_matter, name="change_exclusion"),
]
