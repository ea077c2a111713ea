from django.urls import path

from kholboo.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<int:delivery_id>/retry/", views.retry, name="retry"),
]
