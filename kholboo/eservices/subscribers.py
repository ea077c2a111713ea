"""What this house does when a house below rings."""

from kholboo.agency.hooks import CalendarChanged, StarterLoaded, calendar_changed, starter_loaded
from kholboo.core.jobs import schedule
from kholboo.eservices.services import settling, starter
from kholboo.eservices.services.paying import PURPOSE
from kholboo.payments.hooks import InvoiceSettled, invoice_settled


@starter_loaded.listen
def load_first_rows(fact: StarterLoaded) -> None:
    starter.load(is_demo=fact.is_demo)


@calendar_changed.listen
def count_terms_anew(fact: CalendarChanged) -> None:
    """One job however many days changed: it recounts every application in work."""
    schedule("eservices.recount_terms", once="eservices.recount")


@invoice_settled.listen
def go_on_after_payment(fact: InvoiceSettled) -> None:
    """In the payment's own transaction: a fee that is paid is never forgotten by its application."""
    if fact.purpose == PURPOSE:
        settling.settle(fact.invoice_id)
