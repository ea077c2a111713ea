"""Answers for everybody, and how they come there. `answers/` stands in messages and on paper."""

from django.urls import URLPattern, path

from kholboo.feedback.views import published, publishing, tracking_acts

urlpatterns: list[URLPattern] = [
    path("answers/", published.answers, name="answers"),
    path("answers/like/", published.answers_like, name="answers_like"),
    path("answers/<int:answer_id>/", published.answer, name="answer"),
    path("answers/<int:answer_id>/opinion/", published.answer_opinion, name="answer_opinion"),
    path("track/<str:number>/consent/", tracking_acts.change_consent, name="track_consent"),
    path("desk/answers/", publishing.publications, name="publications"),
    path("desk/answers/<int:answer_id>/", publishing.publication, name="publication"),
    path("desk/answers/<int:answer_id>/publish/", publishing.publish_answer, name="publish_answer"),
    path("desk/answers/<int:answer_id>/return/", publishing.return_answer, name="return_answer"),
    path(
        "desk/answers/<int:answer_id>/take-down/",
        publishing.take_answer_down,
        name="take_answer_down",
    ),
    path("desk/<str:number>/publish/", publishing.propose_answer, name="propose_answer"),
]
