from django.urls import path

from kholboo.feedback.views import suspension

urlpatterns = [
    path("desk/<str:number>/suspend/", suspension.suspend_case, name="suspend_case"),
    path("desk/<str:number>/resume/", suspension.resume_case, name="resume_case"),
]
