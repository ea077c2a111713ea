"""Who pays, sealed: the only room that closes or opens a payer."""

from kholboo.core import seal
from kholboo.payments.models import Invoice
from kholboo.payments.rules import Payer, PayerKind


def put(invoice: Invoice, payer: Payer) -> None:
    """Seal `payer` into the row (unsaved) under a fresh key of its own."""
    values = {name: value for name, value in vars(payer).items() if value and name != "kind"}
    data_key = seal.new_data_key()
    invoice.payer_kind = payer.kind
    invoice.payer_key = seal.wrap(data_key, row=_row(invoice))
    invoice.payer = seal.seal(values, data_key=data_key, row=_row(invoice))


def payer_of(invoice: Invoice) -> Payer:
    """Raises core.seal.Unsealable when the row was tampered with."""
    if not invoice.payer_key:
        return Payer(PayerKind(invoice.payer_kind), name="")
    data_key = seal.unwrap(invoice.payer_key, row=_row(invoice))
    values = seal.unseal(invoice.payer, data_key=data_key, row=_row(invoice))
    return Payer(kind=PayerKind(invoice.payer_kind), **values)


def _row(invoice: Invoice) -> str:
    return f"payer:{invoice.public_id}"
