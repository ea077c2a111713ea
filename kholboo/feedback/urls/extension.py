from django.urls import path

from kholboo.feedback.views import extension

urlpatterns = [path("desk/<str:number>/extend/", extension.extend, name="extend_term")]
