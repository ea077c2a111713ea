from django.urls import URLPattern, path

from kholboo.feedback.views import oral

urlpatterns: list[URLPattern] = [
    path("track/<str:number>/confirmation/", oral.confirm_own, name="confirm_own"),
    path("desk/<str:number>/record/", oral.record, name="oral_record"),
    path("desk/<str:number>/confirmation/", oral.confirm, name="confirm_record"),
    path("desk/<str:number>/telling/", oral.tell, name="tell_answer"),
]
