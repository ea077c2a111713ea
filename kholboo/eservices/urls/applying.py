"""Applicants' addresses. Fixed words stand before those that name something."""

from django.urls import path

from kholboo.eservices.views.applying import counter, finish, pages, papers, start
from kholboo.eservices.views.mine import application, completing, erasing, list, renewing

DRAFT = "services/draft/<uuid:draft_key>/"
MINE = "services/mine/<str:application>/"

urlpatterns = [
    path("desk/services/counter/", counter.counter, name="counter"),
    path("services/online/", start.online, name="online"),
    path("services/online/<slug:service_key>/", start.service, name="service"),
    path("services/online/<slug:service_key>/start/", start.start, name="start"),
    path(DRAFT, finish.draft, name="draft"),
    path(f"{DRAFT}check/", finish.check, name="draft_check"),
    path(f"{DRAFT}sent/", finish.sent, name="draft_sent"),
    path(f"{DRAFT}moved/", finish.moved, name="draft_moved"),
    path(f"{DRAFT}delete/", finish.forget, name="draft_forget"),
    path(f"{DRAFT}file/<uuid:file_key>/", papers.draft_file, name="draft_file"),
    path(f"{DRAFT}<slug:page>/", pages.page, name="draft_page"),
    path("services/mine/", list.mine, name="mine"),
    path(MINE, application.application, name="application"),
    path(f"{MINE}complete/", completing.complete, name="complete"),
    path(f"{MINE}withdraw/", application.withdraw, name="withdraw"),
    path(f"{MINE}renew/", renewing.renew, name="renew"),
    path(f"{MINE}erasure/", erasing.erasure, name="erasure"),
    path(f"{MINE}decision/", application.decision, name="decision"),
    path(f"{MINE}file/<uuid:paper>/", application.paper, name="paper"),
]
