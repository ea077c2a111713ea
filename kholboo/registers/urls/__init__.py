"""Addresses of the registers; those of the desk must stand before the ones of feedback."""

from django.urls import path

from kholboo.registers.views import registers, verify

app_name = "registers"
urlpatterns = [
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:signed>/", verify.verify, name="verified"),
    path("registers/", registers.registers, name="registers"),
    path("registers/certificates/<str:certificate>/", registers.certificate, name="certificate"),
    path("registers/<slug:register>/", registers.register, name="register"),
]
