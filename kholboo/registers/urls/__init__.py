"""Addresses of the registers; those of the desk must stand before the ones of feedback."""

from django.urls import path

from kholboo.registers.views import registers, verify

app_name = "registers"
urlpatterns = [
    path("verify/", verify.ask, name="verify"),
    path("verify/keys.json", verify.keys, name="keys"),
    path("verify/status", verify.status, name="status"),
    path("verify/<str:signed>/", verify.verify, name="verified"),
    path("registers/", registers.registers, name="registers"),
    path("registers/certificates/<str:certificate>/", registers.certificate, name="certificate"),
    path("registers/certificates/<str:certificate>/paper/", registers.paper, name="paper"),
    path("registers/<slug:register>/", registers.register, name="register"),
]
