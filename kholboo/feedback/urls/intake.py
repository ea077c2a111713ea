from django.urls import URLPattern, path

from kholboo.feedback.views.intake import choices, sending, terms, together, words

urlpatterns: list[URLPattern] = [
    path("feedback/", choices.start, name="start"),
    path("feedback/kind/", choices.kind, name="kind"),
    path("feedback/service/", choices.service, name="service"),
    path("feedback/place/", choices.place, name="place"),
    path("feedback/story/", words.story, name="story"),
    path("feedback/files/", words.files, name="files"),
    path("feedback/files/<uuid:key>/", words.draft_file, name="draft_file"),
    path("feedback/who/", choices.who, name="who"),
    path("feedback/together/", together.together, name="together"),
    path("feedback/you/", words.you, name="you"),
    path("feedback/check/", sending.check, name="check"),
    path("feedback/sent/", sending.sent, name="sent"),
    path("feedback/anew/", sending.anew, name="anew"),
    path("feedback/terms/", terms.terms, name="terms"),
]
