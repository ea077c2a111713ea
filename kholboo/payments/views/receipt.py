"""The tax authority's receipt: asked for on the payer's page, shown whole in that answer only."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kholboo.accounts.access import PublicRequest, public
from kholboo.core.edge import errors_on
from kholboo.core.limits import knock
from kholboo.payments.forms.receipt import ReceiptForm
from kholboo.payments.queries import payers_page as queries
from kholboo.payments.services import receipts
from kholboo.payments.views.invoice import invoice_answer

TRIES, SECONDS = 20, 3600


@public
@never_cache
@require_POST
def make(request: PublicRequest, token: str) -> HttpResponse:
    """No redirect: the lottery and its code may be printed, and never kept for a second answer."""
    invoice = queries.invoice_at(token)
    knock("payments.receipt", invoice.public_id, limit=TRIES, seconds=SECONDS)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            made = receipts.make(invoice, **form.buyer_facts())
            return invoice_answer(request, invoice, made=made)
    return invoice_answer(request, invoice, status=422, receipt_form=form)
