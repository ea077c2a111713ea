"""The hotline. The door of the telephone system stands in its settings, so it never moves."""

from django.urls import URLPattern, path

from kholboo.feedback.views.hotline import console, done, door, statistics

urlpatterns: list[URLPattern] = [
    # Both forms: leading from one to the other would write the phone into one more address.
    path("hotline/call", door.call_from, name="call_from"),
    path("hotline/call/", door.call_from),
    path("desk/hotline/", console.hotline, name="hotline"),
    path("desk/hotline/similar/", console.similar, name="similar_cases"),
    path("desk/hotline/answers/", console.answers_beside, name="answers_beside"),
    path("desk/hotline/statistics/", statistics.call_statistics, name="call_statistics"),
    path("desk/hotline/calls/<uuid:call_key>/", console.call, name="call"),
    path("desk/hotline/calls/<uuid:call_key>/caller/", console.look_up, name="call_caller"),
    path("desk/hotline/calls/<uuid:call_key>/done/", done.call_done, name="call_done"),
    path("desk/hotline/calls/<uuid:call_key>/sms/", done.sms_again, name="call_sms"),
]
