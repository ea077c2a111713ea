"""Letters written without network. Phones keep these addresses: they do not change."""

from django.urls import URLPattern, path

from kholboo.feedback.views import outbox

urlpatterns: list[URLPattern] = [
    path("outbox/", outbox.letters, name="outbox"),
    path("outbox/new/", outbox.write, name="outbox_new"),
    path("outbox/token/", outbox.token, name="outbox_token"),
    path("outbox/files/", outbox.take_file, name="outbox_files"),
    path("outbox/letters/", outbox.take_letter, name="outbox_letters"),
]
