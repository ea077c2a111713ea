from django.urls import URLPattern, path

from kholboo.feedback.views import misuse

urlpatterns: list[URLPattern] = [
    path("desk/certificates/", misuse.complaints, name="complaints_about_certificates")
]
