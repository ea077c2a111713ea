from django.urls import path

from kholboo.eservices.views.procedures import (
    drawing,
    editing,
    files,
    parts,
    preview,
    publishing,
    reading,
    tables,
    transfers,
    trying,
)

ONE = "desk/procedures/<slug:procedure>/<int:version>/"
MOVES = "desk/procedures/<slug:procedure>/moves/"
urlpatterns = [
    path("desk/procedures/", reading.procedures, name="procedures"),
    path("desk/procedures/new/", files.take_in, name="procedure_take_in"),
    path(MOVES, transfers.transfers, name="transfers"),
    path(f"{MOVES}new/", transfers.new, name="transfer_new"),
    path(f"{MOVES}<int:transfer>/", transfers.transfer, name="transfer"),
    path(f"{MOVES}<int:transfer>/approve/", transfers.approve, name="transfer_approve"),
    path(f"{MOVES}<int:transfer>/stop/", transfers.stop, name="transfer_stop"),
    path(ONE, reading.version, name="procedure_version"),
    path(f"{ONE}copy/", editing.copy, name="procedure_copy"),
    path(f"{ONE}about/", parts.about, name="procedure_about"),
    path(f"{ONE}lists/<slug:part>/", parts.rows, name="procedure_rows"),
    path(f"{ONE}steps/<slug:node>/<slug:listed>/", parts.step_rows, name="procedure_step_rows"),
    path(f"{ONE}steps/<slug:node>/", editing.step, name="procedure_step"),
    path(f"{ONE}tables/<slug:table>/", tables.table, name="procedure_table"),
    path(f"{ONE}tables/<slug:table>/columns/", tables.columns, name="procedure_columns"),
    path(f"{ONE}files/<str:file>/", editing.text, name="procedure_text"),
    path(f"{ONE}files/<str:file>/save/", files.one, name="procedure_file"),
    path(f"{ONE}drawing/", drawing.drawing, name="procedure_drawing"),
    path(f"{ONE}form/", preview.preview, name="procedure_preview"),
    path(f"{ONE}form/<slug:page>/", preview.phone, name="procedure_phone"),
    path(f"{ONE}zip/", files.export, name="procedure_export"),
    path(f"{ONE}try/", trying.attempt, name="procedure_try"),
    path(f"{ONE}review/", publishing.review, name="procedure_review"),
    path(f"{ONE}publish/", publishing.publish, name="procedure_publish"),
]
