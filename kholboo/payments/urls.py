"""Addresses of payments. Fixed names stand before the address of an invoice."""

from django.urls import path

from kholboo.payments.views import callback, invoice

app_name = "payments"
urlpatterns = [
    path("qpay/<str:hint_key>/", callback.hint, name="hint"),
    path("<str:token>/", invoice.invoice_page, name="invoice"),
    path("<str:token>/state/", invoice.state, name="state"),
]
