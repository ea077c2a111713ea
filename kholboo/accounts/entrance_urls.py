"""The entrance has names without a house, because Django and django-allauth look for them."""

from django.urls import path

from kholboo.accounts.views import entrance

urlpatterns = [
    path("login/", entrance.login, name="account_login"),
    path("login/code/", entrance.code, name="account_code"),
]
