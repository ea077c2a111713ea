from django.urls import path

from kholboo.website import views

urlpatterns = [path("<path:name>", views.media, name="website_media")]
