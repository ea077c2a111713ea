from django.urls import URLPattern, path

from kholboo.feedback.views import review

urlpatterns: list[URLPattern] = [path("desk/review/", review.review, name="review")]
