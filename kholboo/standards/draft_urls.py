"""Addresses of drafts that are open for comments, under `/standards/drafts/`."""

from django.urls import path

from kholboo.standards.views import drafts

urlpatterns = [
    path("", drafts.drafts, name="drafts"),
    path("<int:enquiry_id>/", drafts.draft, name="draft"),
    path("<int:enquiry_id>/read/", drafts.read, name="read_draft"),
    path("<int:enquiry_id>/comment/", drafts.comment, name="comment"),
    path("<int:enquiry_id>/sent/<uuid:comment_key>/", drafts.sent, name="comment_sent"),
]
