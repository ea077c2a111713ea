"""The pages, files and kept copies of the quarterly report."""

from datetime import timedelta

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.formats.cells import plain_cell
from kholboo.feedback.models import Case, SentReport
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, html, orkhon, verification

pytestmark = pytest.mark.django_db

PAGE = "/en/desk/reports/quarterly/"


@pytest.fixture
def days():
    """An address of a period with today in it."""
    today = clock.local_date(clock.now())
    return f"from={today - timedelta(days=60)}&until={today}&cutoff={today}"


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_head_of_an_office_reads_their_office_and_nobody_else_s(days):
    ours, theirs = orkhon(), verification()

    page = html(desk("head.orkhon").get(f"{PAGE}?{days}"))
    cases = html(desk("head.orkhon").get(f"{PAGE}cases/?{days}"))

    assert "Orkhon" in page
    assert "Uvs" not in page
    assert ours.number in cases
    assert theirs.number not in cases
    assert desk("head.orkhon").get(f"{PAGE}?{days}&office=uvs").status_code == 404


def test_the_head_of_the_agency_reads_all_and_chooses_one(days):
    orkhon(), verification()

    everything = html(desk("agency.head").get(f"{PAGE}?{days}"))
    one = html(desk("agency.head").get(f"{PAGE}?{days}&office={orkhon().office.slug}"))

    assert "Uvs" in everything
    assert 'data-label="Total received"><a' in one
    assert desk("auditor").get(f"{PAGE}?{days}").status_code == 200


@pytest.mark.parametrize("who", ["officer.orkhon", "head.verification", "operator"])
def test_others_have_no_reports(who, days):
    assert desk(who).get(f"{PAGE}?{days}").status_code == 403


def test_a_number_opens_the_cases_it_counts(days):
    answered, waiting = stories.answered(orkhon())[0], orkhon()

    cases = html(desk("agency.head").get(f"{PAGE}cases/?{days}&column=answered"))

    assert answered.number in cases
    assert waiting.number not in cases


@pytest.mark.parametrize(
    "address",
    [
        "",
        "from=x&until=2026-13-40",
        "from=1999-01-01&until=1999-02-01",
        "from=9999-12-01&until=9999-12-31",
        "column=%00&page=99999999",
    ],
)
def test_a_strange_address_shows_the_usual_quarter(address):
    assert desk("agency.head").get(f"{PAGE}?{address}").status_code == 200
    assert desk("agency.head").get(f"{PAGE}cases/?{address}").status_code == 200


def test_typed_days_lead_to_their_report_or_say_what_is_wrong():
    typed = "since_year=2026&since_month=4&since_day=1&until_year=2026&until_month={}&until_day=30"
    browser = desk("agency.head")

    right = browser.get(f"/en/desk/reports/?{typed.format(6)}")
    wrong = browser.get(f"/en/desk/reports/?{typed.format(3)}")

    assert right["Location"].endswith("?from=2026-04-01&until=2026-06-30&cutoff=2026-06-30")
    assert wrong.status_code == 422
    assert "The last day is before the first day." in html(wrong)


def test_a_sent_report_stays_as_it_was_and_says_what_would_differ(days):
    case = orkhon()
    browser = desk("agency.head")

    sent = browser.post(
        f"/en/desk/reports/send/?{days}", {"letter": "12/345", "is_sure": "on"}, follow=True
    )
    Case.objects.filter(pk=case.pk).update(office=verification().office)
    again = browser.get(sent.redirect_chain[-1][0])

    assert "The same numbers come out today." in html(sent)
    assert "These numbers would be others today" in html(again)
    report = SentReport.objects.get()
    counted = {line["key"]: line["counts"]["received"] for line in report.contents["offices"]}
    assert counted[case.office.slug] == 1
    assert Entry.objects.get(action="feedback.report_sent").facts["office"] is None


def test_a_sent_report_cannot_be_changed_in_the_database(days):
    desk("agency.head").post(f"/en/desk/reports/send/?{days}", {"letter": "", "is_sure": "on"})
    report = SentReport.objects.get()

    for act in (lambda: report.save(), lambda: report.delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_the_sent_report_of_one_office_is_not_for_the_head_of_another(days):
    desk("head.orkhon").post(f"/en/desk/reports/send/?{days}", {"letter": "", "is_sure": "on"})
    address = f"/en/desk/reports/sent/{SentReport.objects.get().pk}/"

    assert SentReport.objects.get().office.slug == orkhon().office.slug
    assert desk("head.orkhon").get(address).status_code == 200
    assert desk("head.uvs").get(address).status_code == 404
    assert desk("auditor").get(address).status_code == 200
    assert desk("auditor").post(f"/en/desk/reports/send/?{days}").status_code == 403


def test_the_workbook_and_the_paper_say_what_the_page_says(days):
    stories.answered(orkhon())
    browser = desk("agency.head")

    book = browser.get(f"/desk/reports/quarterly.xlsx?{days}&by=kind").content
    paper = browser.get(f"/en/desk/reports/quarterly.pdf?{days}").content

    assert book[:2] == b"PK"
    said = " ".join(text_of(paper).split())
    assert "Orkhon" in said
    assert "Not yet due" in said


def test_the_paper_of_a_sent_report_is_the_same_each_time(days):
    browser = desk("agency.head")
    browser.post(f"/en/desk/reports/send/?{days}", {"letter": "", "is_sure": "on"})
    address = f"/desk/reports/sent/{SentReport.objects.get().pk}.pdf"

    first = browser.get(address).content
    orkhon()

    assert browser.get(address).content == first
    assert browser.get(address.replace("pdf", "xlsx")).content[:2] == b"PK"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"
    assert plain_cell("1+1") == "1+1"


def test_the_report_asks_the_same_number_of_questions_for_many_cases(
    days, django_assert_max_num_queries
):
    browser = desk("agency.head")
    browser.get(f"{PAGE}?{days}")
    for _case in range(3):
        orkhon()

    with django_assert_max_num_queries(8):
        browser.get(f"{PAGE}?{days}")


def test_only_the_index_of_reports_is_read_for_the_cases_of_a_quarter(days):
    """The plan may change with the size; the columns a report reads must all be in its index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'case_newest_facts'")
        index = cursor.fetchone()[0]

    for column in ("office_id", "kind", "channel", "status", "clock_started_at", "answered_at"):
        assert column in index


def test_keeping_asks_once_more_and_says_loudly_that_the_days_are_not_over():
    orkhon()
    today = clock.local_date(clock.now())
    browser = desk("agency.head")
    running = f"from={today:%Y-%m-01}&until={today}&cutoff={today}"
    over = "from=2026-01-01&until=2026-03-31&cutoff=2026-03-31"

    asked = html(browser.post(f"/en/desk/reports/send/?{running}", {"letter": "12/345"}))
    calm = html(browser.post(f"/en/desk/reports/send/?{over}", {"letter": ""}))

    assert not SentReport.objects.exists()
    assert "These days are not over" in asked
    assert "12/345" in asked
    assert "These days are not over" not in calm
    assert "No number of a letter was written." in calm
