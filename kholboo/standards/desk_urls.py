"""Addresses of the desk of the catalogue, under `/standards/desk/`."""

from django.urls import path

from kholboo.standards.views import desk, editing, estandard, importing, proposal, ties, unmet

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("events/", desk.events, name="events"),
    path("unmet/", unmet.unmet, name="unmet"),
    path("unmet/handled/", unmet.handle, name="handle_unmet"),
    path("new/", editing.add, name="add"),
    path("import/", importing.take_in, name="import"),
    path("import/form.csv", importing.form, name="import_form"),
    path("import/<int:file_id>/", importing.file, name="file"),
    path("import/<int:file_id>/publish/", importing.publish, name="publish_file"),
    path("import/<int:file_id>/refuse/", importing.refuse, name="refuse_file"),
    path("import/<int:file_id>/take-back/", importing.take_back, name="take_back_file"),
    path("store/", estandard.store, name="store"),
    path("store/sync/", estandard.sync, name="sync_store"),
    path("store/<int:row_id>/ours/", estandard.keep_ours, name="keep_ours"),
    path("store/<int:row_id>/theirs/", estandard.propose_theirs, name="propose_theirs"),
    path("edition/<slug:standard>/", editing.edit, name="edit"),
    path("edition/<slug:standard>/ties/", ties.ties, name="ties"),
    path("edition/<slug:standard>/withdraw/", ties.withdraw, name="withdraw"),
    path("targets/", ties.targets, name="targets"),
    path("changes/<int:change_id>/", proposal.proposal, name="proposal"),
    path("changes/<int:change_id>/page/", proposal.preview, name="preview"),
    path("changes/<int:change_id>/anew/", editing.rewrite, name="rewrite"),
    path("changes/<int:change_id>/publish/", proposal.publish, name="publish"),
    path("changes/<int:change_id>/refuse/", proposal.refuse, name="refuse"),
    path("changes/<int:change_id>/take-back/", proposal.take_back, name="take_back"),
]
