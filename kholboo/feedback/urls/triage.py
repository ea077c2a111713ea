from django.urls import URLPattern, path

from kholboo.feedback.views import triage

urlpatterns: list[URLPattern] = [
    path("desk/triage/", triage.triage, name="triage"),
    path("desk/triage/train/", triage.train, name="train_triage"),
    path("desk/triage/words/", triage.danger_words, name="danger_words"),
    path(
        "desk/triage/words/<int:word_id>/remove/",
        triage.remove_danger_word,
        name="remove_danger_word",
    ),
]
