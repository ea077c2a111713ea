"""The desk. Fixed names stand before `desk/services/<application>/`, which would take them for one."""

from django.urls import path

from kholboo.eservices.views import acts, page, queue, steps

urlpatterns = [
    path("desk/services/", queue.queue, name="queue"),
    path("desk/services/<str:application>/", page.application_page, name="desk_application"),
    path("desk/services/<str:application>/suspend/", acts.suspend, name="suspend"),
    path("desk/services/<str:application>/resume/", acts.resume, name="resume"),
    path("desk/services/<str:application>/papers/<uuid:paper>/", page.paper, name="desk_paper"),
    path("desk/services/<str:application>/steps/<int:step_id>/", steps.step, name="step"),
    path(
        "desk/services/<str:application>/steps/<int:step_id>/declare/",
        acts.declare,
        name="declare",
    ),
    path("desk/services/<str:application>/steps/<int:step_id>/take/", acts.take, name="take"),
    path(
        "desk/services/<str:application>/steps/<int:step_id>/return/",
        acts.ask_completion,
        name="ask_completion",
    ),
]
