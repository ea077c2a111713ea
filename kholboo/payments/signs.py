"""What payments are called in history, and where their people find them."""

from django.utils.translation import gettext_lazy as _

from kholboo.audit.labels import name_things, name_words, register
from kholboo.payments.queries import names
from kholboo.payments.rules import Source

ACTIONS = {
    "payments.invoice_issued": _("issued an invoice"),
    "payments.invoice_voided": _("took back an invoice"),
    "payments.invoice_settled": _("an invoice was paid in full"),
    "payments.money_came": _("wrote down money that came"),
}
WORDS = {
    "amount": _("amount, ₮"),
    "source": _("who says it was paid"),
    "payment": _("mark of the payment"),
    "purpose": _("what it is for"),
    "reason": _("reason"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS | {f"source.{value}": label for value, label in Source.choices})
    name_things("payments.Invoice", _("invoice"), names.names_of_invoices)
