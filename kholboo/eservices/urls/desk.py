"""The desk. Fixed names stand before `desk/services/<application>/`, which would take them for one."""

from django.urls import path

from kholboo.eservices.views import acts, drawn, erasing, noting, page, queue, steps
from kholboo.eservices.views.applying import behalf

urlpatterns = [
    path("desk/services/", queue.queue, name="queue"),
    path("desk/services/erasures/", erasing.erasures, name="erasures"),
    path("desk/services/<str:application>/", page.application_page, name="desk_application"),
    path("desk/services/<str:application>/drawing/", drawn.drawing, name="desk_drawing"),
    path("desk/services/<str:application>/suspend/", acts.suspend, name="suspend"),
    path("desk/services/<str:application>/resume/", acts.resume, name="resume"),
    path("desk/services/<str:application>/letter/", behalf.letter_of, name="desk_letter"),
    path("desk/services/<str:application>/complete/", behalf.complete, name="complete_paper"),
    path("desk/services/<str:application>/withdraw/", behalf.withdraw, name="withdraw_paper"),
    path("desk/services/<str:application>/note/", noting.note, name="note"),
    path(
        "desk/services/<str:application>/erasure/",
        erasing.application_erasure,
        name="desk_erasure",
    ),
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
