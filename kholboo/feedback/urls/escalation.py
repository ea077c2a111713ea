from django.urls import path

from kholboo.feedback.views import escalation

urlpatterns = [
    path("desk/escalation/", escalation.ladder, name="escalation"),
    path("desk/escalation/<int:rung_id>/end/", escalation.end_rung, name="end_rung"),
    path("desk/escalation/<int:rung_id>/begin/", escalation.begin_rung, name="begin_rung"),
]
