"""A dry run walks a version with a clock of its own, and writes nothing."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.eservices.engine.packing import pack
from kholboo.eservices.models import Application, Procedure, ProcedureVersion, Step
from kholboo.eservices.tests.stories import KEY
from kholboo.eservices.tests.test_procedures_desk import copied, desk, html, newest

pytestmark = pytest.mark.django_db
TRY = f"/desk/procedures/{KEY}/2/try/"


def begun(browser):
    shown = browser.get(TRY)
    sent = {}
    for bound in shown.context["form"]:
        sent[bound.name] = "no" if "answer" in bound.name else bound.value()
    day = clock.local_date(clock.now())
    sent |= {"start_year": day.year, "start_month": day.month, "start_day": day.day}
    return browser.post(TRY, sent)


def move(browser, page, title="", **more):
    context = page.context
    key = next(
        (one.key for one in context["places"] if title and one.key.split("|")[1] == title), ""
    )
    return browser.post(TRY, {"state": context["state"], "key": key, "days": 1, **more})


def keys(page):
    return [one.key.split("|")[1] for one in page.context["places"]]


def test_a_trial_goes_the_whole_way_and_writes_nothing():
    browser = desk()
    before = Application.objects.count(), Step.objects.count(), Entry.objects.count()
    page = begun(browser)
    assert page.status_code == 200, html(page)
    told = [one.text for one in page.context["trial"].story if one.is_rule]
    assert "Анх удаа" in told[0]
    assert "fee_first" not in html(page)
    assert keys(page) == ["check"]
    page = move(browser, page, "check", outcome="complete")
    assert keys(page) == ["payment"]
    page = move(browser, page, "payment")
    page = move(browser, page, "assign", outcome="assigned")
    assert keys(page) == ["sampling", "visit"]
    page = move(browser, page, "sampling", outcome="taken", samples=2)
    assert keys(page) == ["laboratory", "laboratory", "visit"]
    page = move(browser, page, "laboratory", outcome="within")
    page = move(browser, page, "laboratory", outcome="outside")
    page = move(browser, page, "visit", outcome="conforms")
    proposal = page.context["places"][0].proposal
    assert "хязгаараас гарсан" in proposal
    assert not {"outside_limits", "refused"} & set(proposal.replace("“", " ").split())
    page = move(browser, page, "draft", outcome="refused")
    page = move(browser, page, "council", outcome="agree")
    page = move(browser, page, "decide", outcome="refused")
    assert page.context["trial"].ended
    assert page.context["places"] == []
    # One move back, and it is decided otherwise.
    page = browser.post(TRY, {"state": page.context["state"], "back": "1"})
    assert keys(page) == ["decide"]
    assert (Application.objects.count(), Step.objects.count(), Entry.objects.count()) == before


def test_a_term_that_passes_rings_on_its_day():
    browser = desk()
    page = move(browser, begun(browser), "check", outcome="complete")
    page = move(browser, page, days=60)
    trial = page.context["trial"]
    assert trial.ended
    assert trial.today < date.fromisoformat(json.loads(page.context["state"])["start"]).replace(
        year=trial.today.year + 1
    )


def test_a_trial_that_somebody_wrote_by_hand_is_refused():
    browser = desk()
    for state in ("", "[]", '{"start": 1}', '{"start": "0001-01-01", "answers": {}, "moves": []}'):
        assert browser.post(TRY, {"state": state, "days": 1}).status_code == 422
    rows = json.dumps(
        {
            "start": clock.local_date(clock.now()).isoformat(),
            "answers": {},
            "moves": [[1, "", "", 1]] * 101,
        }
    )
    assert browser.post(TRY, {"state": rows, "days": 1}).status_code == 422


def test_what_goes_out_as_a_zip_comes_in_as_the_next_draft():
    browser = desk()
    out = browser.get(f"/desk/procedures/{KEY}/2/zip/")
    handed = SimpleUploadedFile("a.zip", out.content, "application/zip")
    assert browser.post("/desk/procedures/new/", {"handed": handed}).status_code == 302
    made = newest()
    assert made.number == 3
    assert made.files == ProcedureVersion.objects.get(procedure__key=KEY, number=2).files
    assert made.drafted_by.email.startswith("administrator")


def test_hostile_files_are_refused_with_a_sentence():
    browser = desk()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("procedure.json", b"0" * 50_000_000)
    climbing = pack({"../../etc/procedure.json": b"{}", "x/procedure.json": b"{}"})
    surrogate = json.dumps({"key": "x-y", "service": "verification", "title": {"mn": "\ud800\x00"}})
    for name, content in (
        ("bomb.zip", held.getvalue()),
        ("broken.zip", b"PK\x03\x04"),
        ("climbing.zip", climbing),
        ("procedure.json", b"\xff\xfe"),
        ("procedure.json", b"[" * 100_000),
        ("procedure.json", b"{}"),
        ("process.bpmn", b"<x/>"),
        ("passwd", b"x"),
    ):
        handed = SimpleUploadedFile(name, content)
        answer = browser.post("/desk/procedures/new/", {"handed": handed})
        assert answer.status_code == 422, name
        assert answer.context["form"].errors, name
    assert browser.post("/desk/procedures/new/", {}).status_code in (200, 422)
    assert Procedure.objects.count() == 1
    # A title that no database keeps becomes plain; its draft lists what is wrong.
    handed = SimpleUploadedFile("procedure.json", surrogate.encode())
    answer = browser.post("/desk/procedures/new/", {"handed": handed}, follow=True)
    assert answer.status_code == 200
    assert Procedure.objects.get(key="x-y").name_mn == "x-y"


def test_two_versions_are_told_apart_in_words():
    page = desk().get(f"/desk/procedures/{KEY}/2/")
    assert page.context["before"].number == 1
    assert page.context["differences"]
    assert not desk().get(f"/desk/procedures/{KEY}/1/").context["differences"]
    copied()
    assert desk("agency.head").get(f"/desk/procedures/{KEY}/3/review/").status_code == 200
