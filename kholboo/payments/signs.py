"""What payments are called in history, and where their people find them."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Group, Link, add
from kholboo.audit.labels import name_things, name_words, register
from kholboo.payments.queries import names
from kholboo.payments.rights import CONFIRM_ACCOUNTS, KEEP_ACCOUNTS, READ, TAKE
from kholboo.payments.rules import Source

ACTIONS = {
    "payments.invoice_issued": _("issued an invoice"),
    "payments.invoice_voided": _("took back an invoice"),
    "payments.invoice_settled": _("an invoice was paid in full"),
    "payments.money_came": _("wrote down money that came"),
    "payments.refund_asked": _("asked to give money back"),
    "payments.refund_approved": _("approved that money is given back"),
    "payments.refund_refused": _("did not approve that money is given back"),
    "payments.refund_done": _("money was given back"),
    "payments.refund_failed": _("money could not be given back through QPay"),
    "payments.receipt_made": _("made a receipt of the tax authority"),
    "payments.receipt_cancelled": _("cancelled a receipt of the tax authority"),
    "payments.statement_taken": _("took in a bank statement"),
    "payments.row_matched": _("said for which invoice a transfer is"),
    "payments.row_set_aside": _("set a transfer aside"),
    "payments.account_kept": _("wrote down an account for bank transfers"),
    "payments.account_confirmed": _("confirmed the account for bank transfers"),
    "payments.account_refused": _("did not confirm an account for bank transfers"),
}
WORDS = {
    "amount": _("amount, ₮"),
    "source": _("who says it was paid"),
    "payment": _("mark of the payment"),
    "purpose": _("what it is for"),
    "number": _("number"),
    "file": _("file"),
    "account": _("bank account"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS | {f"source.{value}": label for value, label in Source.choices})
    name_things("payments.Invoice", _("invoice"), names.names_of_invoices)
    name_things("payments.Statement", _("bank statement"))
    name_things("payments.StatementRow", _("row of a bank statement"))
    name_things("payments.BankAccount", _("account for bank transfers"))
    add(
        Link(
            label=_("Payments"),
            hint=_("Invoices, money that came, bank statements, money to give back."),
            view="payments:desk",
            icon="stamp",
            is_for=lambda user: user.has_perm(TAKE),
            is_start=True,
            bar=_("Payments"),
        )
    )
    add(
        Link(
            label=_("Money of the offices"),
            hint=_("Invoices and payments; approve what is given back."),
            view="payments:refunds",
            group=Group.LEADING,
            icon="gauge",
            is_for=lambda user: user.has_perm(READ) and not user.has_perm(TAKE),
        )
    )
    add(
        Link(
            label=_("Account for bank transfers"),
            hint=_("Where payers send their transfers."),
            view="payments:accounts",
            group=Group.RULES,
            icon="settings",
            is_for=lambda user: user.has_perm(KEEP_ACCOUNTS),
        )
    )
    add(
        Link(
            label=_("Confirm the account for transfers"),
            hint=_("A second person looks before payers see it."),
            view="payments:confirm_account",
            group=Group.LEADING,
            icon="check",
            is_for=lambda user: user.has_perm(CONFIRM_ACCOUNTS),
        )
    )
