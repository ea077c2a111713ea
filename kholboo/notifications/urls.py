from django.urls import path

from kholboo.notifications.views import deliveries

app_name = "notifications"
urlpatterns = [
    path("", deliveries.deliveries, name="deliveries"),
    path("<int:delivery_id>/retry/", deliveries.retry, name="retry"),
]
