from django.urls import URLPattern, path

from kholboo.feedback.views import desk_subjects

urlpatterns: list[URLPattern] = [
    path("desk/<str:number>/subjects/", desk_subjects.subjects_of_case, name="case_subjects"),
]
