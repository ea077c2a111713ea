"""Addresses of payments. Fixed names stand before the address of an invoice."""

from django.urls import path

from kholboo.payments.views import accounts, callback, desk, invoice, receipt, refunds, statements

app_name = "payments"
urlpatterns = [
    path("desk/", desk.invoices, name="desk"),
    path("desk/day/", desk.day, name="day"),
    path("desk/refunds/", refunds.refunds, name="refunds"),
    path("desk/refunds/<int:refund_id>/", refunds.decide, name="decide_refund"),
    path("desk/refunds/<int:refund_id>/give/", refunds.give, name="give_refund"),
    path("desk/statements/", statements.statements, name="statements"),
    path("desk/statements/rows/<int:bank_row>/", statements.choose, name="choose_row"),
    path("desk/accounts/", accounts.accounts, name="accounts"),
    path("desk/accounts/confirm/", accounts.confirm, name="confirm_account"),
    path("desk/<str:invoice_no>/", desk.invoice, name="desk_invoice"),
    path("desk/<str:invoice_no>/cash/", desk.take_cash, name="take_cash"),
    path("desk/<str:invoice_no>/void/", desk.void, name="void"),
    path("desk/<str:invoice_no>/refund/", desk.ask_refund, name="ask_refund"),
    path("qpay/<str:hint_key>/", callback.hint, name="hint"),
    path("<str:token>/", invoice.invoice_page, name="invoice"),
    path("<str:token>/state/", invoice.state, name="state"),
    path("<str:token>/receipt/", receipt.make, name="receipt"),
]
