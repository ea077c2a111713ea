"""What the desk may see: the invoices of the offices of one's posts. Others do not exist."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Prefetch, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.models import Office
from kholboo.agency.posts import posts_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core.clock import ULAANBAATAR
from kholboo.core.errors import NotFound
from kholboo.payments.models import BankAccount, Invoice, Refund, Settlement
from kholboo.payments.rights import READ, SEE_ALL
from kholboo.payments.rules import AccountState, InvoiceState, RefundState, Source

LONGEST_LIST = 2000


def invoices_for(user: User, permission: str = READ) -> QuerySet[Invoice]:
    """Those this person may `permission`. Only posts of today whose role holds it count."""
    roles = roles_with(permission)
    posts = [post for post in posts_of(user) if post.role in roles]
    if any(post.role in SEE_ALL for post in posts):
        return Invoice.objects.all()
    return Invoice.objects.filter(office_id__in={post.office_id for post in posts})


def invoice_for(user: User, number: str, permission: str = READ) -> Invoice:
    found = (
        invoices_for(user, permission)
        .select_related("office", "issued_by", "receipt")
        .filter(number=parse_number(number) or "")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such invoice."))
    return found


def open_invoices(user: User) -> QuerySet[Invoice]:
    return _listed(user).filter(state=InvoiceState.OPEN)


def to_clear(user: User) -> QuerySet[Invoice]:
    return _listed(user).filter(is_to_clear=True)


def settled_invoices(user: User) -> QuerySet[Invoice]:
    return _listed(user).filter(state=InvoiceState.SETTLED)


def _listed(user: User) -> QuerySet[Invoice]:
    """Newest first. A list is cut after `LONGEST_LIST`: older ones are found by their number."""
    return invoices_for(user).select_related("office").order_by("-issued_at")


def money_of(invoice: Invoice) -> QuerySet[Settlement]:
    refunds = Refund.objects.select_related("asked_by", "decided_by")
    rows = invoice.settlements.select_related("taken_by")
    return rows.prefetch_related(Prefetch("refunds", refunds))


def settlement_of(invoice: Invoice, settlement_id: int) -> Settlement:
    found = invoice.settlements.filter(pk=settlement_id).first()
    if found is None:
        raise NotFound(_("There is no such payment."))
    return found


def refunds_for(user: User, permission: str = READ) -> QuerySet[Refund]:
    rows = Refund.objects.filter(settlement__invoice__in=invoices_for(user, permission))
    return rows.select_related("settlement__invoice__office", "asked_by", "decided_by")


def waiting_refunds(user: User) -> QuerySet[Refund]:
    """To be decided, to be carried, or failed."""
    states = [RefundState.ASKED, RefundState.APPROVED, RefundState.FAILED]
    return refunds_for(user).filter(state__in=states)


def refund_for(user: User, refund_id: int, permission: str = READ) -> Refund:
    found = refunds_for(user, permission).filter(pk=refund_id).first()
    if found is None:
        raise NotFound(_("There is no such refund."))
    return found


@dataclass
class DayLine:
    """What came to one office on a day, by source, and what went back."""

    office: Office
    came: dict[str, int]
    count: int = 0
    back: int = 0

    @property
    def total(self) -> int:
        return sum(self.came.values()) - self.back

    @property
    def cells(self) -> list[tuple[str, int]]:
        """In the order of the sources, with their labels."""
        return [(str(label), self.came[value]) for value, label in Source.choices]


def day_totals(user: User, day: date) -> list[DayLine]:
    """By office, in the capital's day of when it was written down; two questions."""
    mine, within = invoices_for(user), _within(day)
    lines: dict[int, DayLine] = {}
    offices = {office.pk: office for office in Office.objects.all()}

    def line(office_id: int) -> DayLine:
        fresh = DayLine(offices[office_id], dict.fromkeys(Source.values, 0))
        return lines.setdefault(office_id, fresh)

    came = Settlement.objects.filter(invoice__in=mine, at__range=within).order_by()
    for office_id, source, amount, count in came.values_list("invoice__office", "source").annotate(
        amount=Sum("amount"), count=Count("pk")
    ):
        line(office_id).came[source] += amount
        line(office_id).count += count
    went = Refund.objects.filter(settlement__invoice__in=mine, done_at__range=within).order_by()
    for office_id, amount in went.values_list("settlement__invoice__office").annotate(
        amount=Sum("amount")
    ):
        line(office_id).back += amount
    return sorted(lines.values(), key=lambda one: (not one.office.is_head, one.office.sort_key))


def _within(day: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time.min, ULAANBAATAR)
    return begins, begins + timedelta(days=1) - timedelta(microseconds=1)


def accounts() -> QuerySet[BankAccount]:
    return BankAccount.objects.select_related("kept_by", "decided_by")


def accounts_to_confirm() -> QuerySet[BankAccount]:
    return accounts().filter(state=AccountState.WAITING)


def account_at(key: int) -> BankAccount:
    found = accounts().filter(pk=key).first()
    if found is None:
        raise NotFound(_("There is no such account."))
    return found
