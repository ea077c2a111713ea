"""Addresses of this house: telling us, following a case, the desk."""

from kholboo.feedback.urls import desk, intake, tracking

app_name = "feedback"
urlpatterns = [*intake.urlpatterns, *tracking.urlpatterns, *desk.urlpatterns]
