"""Letters on paper to citizens."""

from django.urls import URLPattern, path

from kholboo.feedback.views import postings

urlpatterns: list[URLPattern] = [
    path("desk/<str:number>/post/<int:posting_id>/", postings.posting, name="posting"),
]
