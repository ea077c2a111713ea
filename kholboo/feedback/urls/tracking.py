"""Following a case. The addresses of `open_link` and `track` stand in messages and on paper."""

from django.urls import URLPattern, path

from kholboo.feedback.views import naming, tracking, tracking_acts, tracking_papers

urlpatterns: list[URLPattern] = [
    path("track/", tracking.track, name="track"),
    path("track/mine/", tracking.my_cases, name="my_cases"),
    path("track/<str:number>/", tracking.track_case, name="track_case"),
    path("track/<str:number>/open/<str:token>/", tracking.open_link, name="open_link"),
    path("track/<str:number>/leave/", tracking.leave_case, name="leave_case"),
    path("track/<str:number>/message/", tracking_acts.send_message, name="track_message"),
    path("track/<str:number>/rating/", tracking_acts.rate, name="track_rating"),
    path("track/<str:number>/reopening/", tracking_acts.reopen, name="track_reopening"),
    path("track/<str:number>/withdrawal/", tracking_acts.withdraw, name="track_withdrawal"),
    path("track/<str:number>/name/", naming.add_name, name="track_name"),
    path("track/<str:number>/files/<uuid:key>/", tracking_papers.file, name="track_file"),
    path("track/<str:number>/answers/<int:round>/", tracking_papers.answer, name="track_answer"),
    path(
        "track/<str:number>/answers/<int:round>/letter.pdf",
        tracking_papers.letter,
        name="track_letter",
    ),
]
