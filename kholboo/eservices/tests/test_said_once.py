"""What two rooms used to judge apart is judged once: papers, sample marks of fees, words of leaving."""

import pytest

from kholboo.eservices.models import Event, Invoiced
from kholboo.eservices.papers import papers_of
from kholboo.eservices.queries.bundles import read_of
from kholboo.eservices.queries.describing import sheet_of
from kholboo.eservices.queries.fees import fee_for, fees_of
from kholboo.eservices.tests import applying, moving, stories
from kholboo.payments.models import Invoice

pytestmark = pytest.mark.django_db
WORDS = {"mn": "Бичиг", "en": "Paper"}
WHEN = {"field": "products.kind", "is": "meat"}


def test_a_paper_is_needed_when_it_says_so_and_the_sheet_says_the_same():
    said = [{"required": True}, {"required": False}, {"required": WHEN}, {}]
    papers = papers_of({"documents": [{"key": "x", "title": WORDS, **one} for one in said]})

    assert [paper.is_required for paper in papers] == [True, False, True, False]
    read = read_of(stories.application())
    shown = [paper.is_needed for paper in sheet_of(read).papers]
    assert shown == [paper.is_required for paper in papers_of(read.book.raw)]


@pytest.mark.parametrize(
    ("said", "is_sample"),
    [
        ({"sample": True, "fee": {"table": "fee_table"}}, True),
        ({"sample": True, "fee": {"table": "fee_table", "sample": False}}, False),
        ({"sample": False, "fee": {"table": "fee_table", "sample": True}}, True),
        ({"sample": False, "fee": {"table": "fee_table"}}, False),
    ],
)
def test_a_fee_wears_its_mark_before_one_begins_and_on_the_invoice_alike(said, is_sample):
    version = moving.old_version(**said)

    made = stories.checked(stories.application(version=version))

    invoice = Invoice.objects.get(pk=Invoiced.objects.get(step__application=made).invoice)
    shown = [*fees_of(version, "mn"), fee_for(version, made.answers, "mn")]
    assert {fee.is_sample for fee in shown} == {invoice.is_sample} == {is_sample}


def test_a_reason_is_as_long_on_the_page_as_where_it_is_kept():
    made, reason = stories.application(), "а" * 1_500

    answer = applying.browser_of(made.user).post(
        f"/services/mine/{made.number}/withdraw/", {"reason": reason}
    )

    assert answer.status_code == 302
    assert Event.objects.get(application=made, kind="withdrawn").text == reason
