"""Taking cases out: who may, with which proof, what is in the file and what history keeps."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest

from kholboo.accounts.access import SECOND_FACTOR_AT
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.queries import export as exports
from kholboo.feedback.queries.looks import looks_at
from kholboo.feedback.tests.desk import desk, html, orkhon

pytestmark = pytest.mark.django_db

PAGE = "/en/desk/export/"


def shown(name, *, ago=timedelta(0)):
    """A browser whose second factor was shown so long ago."""
    browser = desk(name)
    session = browser.session
    session[SECOND_FACTOR_AT] = (clock.now() - ago).timestamp()
    session.save()
    return browser


def typed(**more):
    today = clock.local_date(clock.now())
    days = {
        f"{name}_{part}": getattr(today, part)
        for name in ("since", "until")
        for part in ("year", "month", "day")
    }
    return {**days, "format": "csv", "reason": "Жилийн тойм судалгаанд", **more}


def read(response):
    """The whole file; read to its end it is closed."""
    return b"".join(response.streaming_content)


def table(response):
    content = read(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


@pytest.mark.parametrize("who", ["head.orkhon", "officer.orkhon", "operator", "administrator"])
def test_only_the_head_of_the_agency_and_the_auditor_take_cases_out(who):
    assert shown(who).get(PAGE).status_code == 403
    assert shown(who).post(PAGE, typed()).status_code == 403


@pytest.mark.parametrize("act", ["get", "post"])
def test_an_old_second_factor_is_asked_for_again(act):
    stale = shown("agency.head", ago=timedelta(minutes=5))

    answer = getattr(stale, act)(PAGE, typed())

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/second-factor/again/?next=%2Fen%2Fdesk")
    assert stale.get(answer["Location"]).status_code == 200
    assert not Entry.objects.filter(action="feedback.cases_exported").exists()


def test_a_file_has_the_facts_and_neither_words_nor_persons():
    case = orkhon()

    rows = table(shown("auditor").post(PAGE, typed()))

    assert rows[1][0] == case.number
    assert len(rows) == 2
    said = str(rows)
    assert not any(word in said for word in ("Болд", "99112233", "bold@example.mn", "400 грамм"))


def test_history_keeps_who_why_and_how_many():
    orkhon(), orkhon()

    table(shown("auditor").post(PAGE, typed(kind="complaint")))

    facts = Entry.objects.get(action="feedback.cases_exported").facts
    assert facts["count"] == 2
    assert facts["purpose"] == "Жилийн тойм судалгаанд"
    assert facts["kind"] == "complaint"
    assert facts["with_senders"] is False


def test_senders_need_a_right_of_their_own():
    orkhon()

    head = table(shown("agency.head").post(PAGE, typed(with_senders="on")))
    auditor = table(shown("auditor").post(PAGE, typed(with_senders="on")))

    assert head[1][-2] == "99112233"
    assert "99112233" not in str(auditor)
    assert 'name="with_senders"' not in html(shown("auditor").get(PAGE))


def test_each_citizen_whose_name_is_taken_out_can_see_it():
    case, hidden = orkhon(), orkhon()
    Case.objects.filter(pk=hidden.pk).update(is_sensitive=True)

    table(shown("agency.head").post(PAGE, typed()))
    assert not looks_at(case)
    table(shown("agency.head").post(PAGE, typed(with_senders="on")))

    assert len(looks_at(case)) == 1
    assert not looks_at(hidden)


def test_senders_of_sensitive_cases_stay_inside():
    Case.objects.filter(pk=orkhon().pk).update(is_sensitive=True)

    rows = table(shown("agency.head").post(PAGE, typed(with_senders="on")))

    assert rows[1][-3:] == ["", "", ""]


def test_a_reason_is_needed_and_what_was_typed_stays():
    answer = shown("agency.head").post(PAGE, typed(reason="за", kind="complaint"))

    assert answer.status_code == 422
    assert "Say in a few words" in html(answer)
    assert '<option value="complaint" selected>' in html(answer)


def test_more_than_the_most_is_refused(monkeypatch):
    monkeypatch.setattr(exports, "MOST", 1)
    orkhon(), orkhon()

    answer = shown("agency.head").post(PAGE, typed())

    assert answer.status_code == 422
    assert not Entry.objects.filter(action="feedback.cases_exported").exists()


def test_cells_that_spreadsheets_would_run_are_texts():
    case = orkhon()
    Case.objects.filter(pk=case.pk).update(number="=1+1")

    rows = table(shown("agency.head").post(PAGE, typed()))

    assert rows[1][0] == "'=1+1"


def test_the_workbook_holds_texts_and_no_formula():
    case = orkhon()

    answer = shown("agency.head").post(PAGE, typed(format="xlsx"))
    book = zipfile.ZipFile(io.BytesIO(read(answer)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert case.number in sheet
    assert "<f>" not in sheet
