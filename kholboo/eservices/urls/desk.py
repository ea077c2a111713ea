from django.urls import path

from kholboo.eservices.views import queue

urlpatterns = [
    path("desk/services/", queue.queue, name="queue"),
]
