from django.urls import path

from kholboo.eservices.views.procedures import (
    drawing,
    editing,
    files,
    publishing,
    reading,
    tables,
    trying,
)

ONE = "desk/procedures/<slug:procedure>/<int:version>/"
urlpatterns = [
    path("desk/procedures/", reading.procedures, name="procedures"),
    path("desk/procedures/new/", files.take_in, name="procedure_take_in"),
    path(ONE, reading.version, name="procedure_version"),
    path(f"{ONE}copy/", editing.copy, name="procedure_copy"),
    path(f"{ONE}steps/<slug:node>/", editing.step, name="procedure_step"),
    path(f"{ONE}tables/<slug:table>/", tables.table, name="procedure_table"),
    path(f"{ONE}files/<str:file>/", editing.text, name="procedure_text"),
    path(f"{ONE}drawing/", drawing.drawing, name="procedure_drawing"),
    path(f"{ONE}zip/", files.export, name="procedure_export"),
    path(f"{ONE}try/", trying.attempt, name="procedure_try"),
    path(f"{ONE}review/", publishing.review, name="procedure_review"),
    path(f"{ONE}publish/", publishing.publish, name="procedure_publish"),
]
