"""Addresses of the conversion desk and of the rights to read, under `/standards/desk/`."""

from django.urls import path

from kholboo.standards.views import readers, scans, terms, texts

urlpatterns = [
    path("documents/", texts.texts, name="texts"),
    path("documents/new/", texts.take, name="take_text"),
    path("documents/<int:text_id>/", texts.text, name="text"),
    path("documents/<int:text_id>/show/", texts.show, name="show_text"),
    path("documents/<int:text_id>/convert/", texts.convert_anew, name="convert_text"),
    path("documents/<int:text_id>/file/", texts.file, name="text_file"),
    path("documents/<int:text_id>/pictures/<int:picture_no>/", texts.picture, name="text_picture"),
    path("terms/", terms.write, name="write_terms"),
    path("documents/<int:text_id>/scans/", scans.scans, name="scans"),
    path("documents/<int:text_id>/scans/again/", scans.read_all_again, name="read_scans_again"),
    path("documents/<int:text_id>/scans/<int:page_no>/", scans.scan, name="scan"),
    path(
        "documents/<int:text_id>/scans/<int:page_no>/again/",
        scans.read_again,
        name="read_scan_again",
    ),
    path("readers/", readers.readers, name="readers"),
    path(
        "readers/members/<int:member_id>/confirm/",
        readers.confirm_member,
        name="confirm_member",
    ),
    path("readers/<int:right_id>/end/", readers.end, name="end_reading"),
]
