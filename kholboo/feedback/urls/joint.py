"""Signing a joint petition (the address stands in messages and on paper), and who signed."""

from django.urls import URLPattern, path

from kholboo.feedback.views import signatures, signing

urlpatterns: list[URLPattern] = [
    path("feedback/sign/<str:token>/", signing.sign_page, name="sign"),
    path("feedback/sign/<str:token>/code/", signing.sign_code, name="sign_code"),
    path("feedback/sign/<str:token>/withdrawal/", signing.unsign, name="unsign"),
    path("desk/<str:number>/signatures/", signatures.signatures, name="signatures"),
]
