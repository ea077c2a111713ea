from django.urls import URLPattern, path

from kholboo.feedback.views import desk_appeal, tracking_appeal

urlpatterns: list[URLPattern] = [
    path("track/<str:number>/appeal/", tracking_appeal.appeal, name="track_appeal"),
    path("desk/<str:number>/first/", desk_appeal.first_cases, name="first_cases"),
    path("desk/<str:number>/first/<uuid:key>/", desk_appeal.first_file, name="first_file"),
]
