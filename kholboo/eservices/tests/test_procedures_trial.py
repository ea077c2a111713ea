"""A dry run walks a version with a clock of its own, and writes nothing."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.agency.queries import working_calendar
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.engine.packing import pack
from kholboo.eservices.models import Application, Procedure, ProcedureVersion, Step
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.queries.trial import LONGEST, Move, walk
from kholboo.eservices.services import procedures
from kholboo.eservices.tests.stories import KEY
from kholboo.eservices.tests.test_procedures_desk import address, copied, desk, html, newest
from kholboo.eservices.tests.test_written_down import ALL, OVENS, TYPED

pytestmark = pytest.mark.django_db
WAY = [
    *(("check", "complete"), ("payment", ""), ("assign", "assigned"), ("sampling", "taken")),
    *(("laboratory", "within"), ("visit", "conforms"), ("draft", "granted"), ("council", "agree")),
]
TRY = f"/desk/procedures/{KEY}/2/try/"


def begun(browser, at=TRY):
    shown = browser.get(at)
    sent = {}
    for bound in shown.context["form"]:
        sent[bound.name] = "no" if "answer" in bound.name else bound.value()
    day = clock.local_date(clock.now())
    sent |= {"start_year": day.year, "start_month": day.month, "start_day": day.day}
    return browser.post(at, sent)


def move(browser, page, title="", at=TRY, **more):
    context = page.context
    places = [one for one, _form in context["places"]]
    key = next((one.key for one in places if title and one.key.split("|")[1] == title), "")
    return browser.post(at, {"state": context["state"], "key": key, "days": 1, **more})


def keys(page):
    return [one.key.split("|")[1] for one, _form in page.context["places"]]


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
    proposal = page.context["places"][0][0].proposal
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
            "moves": [[1, "", "", 1, {}]] * 101,
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


def at_visit(fields):
    """A trial of a draft whose visit has fields of its own, with both branches waiting."""
    browser, version = desk(), copied()
    said = json.loads(version.files["procedure.json"])
    said["steps"]["visit"]["fields"] = fields
    files = {"procedure.json": json.dumps(said, ensure_ascii=False)}
    procedures.keep(version, files, seen=print_of(version.files), actor=version.drafted_by)
    at = address(version, "try/")
    page = begun(browser, at)
    page = move(browser, page, "check", at, outcome="complete")
    page = move(browser, page, "payment", at)
    return browser, at, move(browser, page, "assign", at, outcome="assigned")


def test_a_trial_asks_what_is_written_down_at_a_step():
    browser, at, page = at_visit(ALL)
    assert "own_ovens" in html(page)

    refused = move(
        browser, page, "visit", at, outcome="minor", days=7, own_ovens="91", own_words="Г"
    )

    assert refused.status_code == 422
    form = refused.context["form"]
    assert list(form.errors) == ["own_ovens"]
    assert (form["own_words"].value(), form["days"].value()) == ("Г", "7")
    assert '<option value="minor" selected>' in html(refused)
    assert keys(refused) == ["sampling", "visit"]

    page = move(browser, refused, "visit", at, outcome="minor", **TYPED)

    assert page.status_code == 200
    told = [one.text for one in page.context["trial"].story]
    assert any("Дулаан зуух" in one for one in told)
    assert any(one.endswith(": 12") for one in told)
    # What tells of a person decides nothing, and nobody needs to read it.
    assert not any("Нууцлаг" in one for one in told)
    assert keys(page) == ["sampling"]


def test_what_is_written_down_can_decide_where_a_trial_goes():
    version = copied()
    said = json.loads(version.files["procedure.json"])
    said["steps"]["council"]["fields"] = [OVENS]
    drawing = version.files["process.bpmn"].replace(
        "outcome = &quot;agree&quot;", "council.ovens &gt; 3"
    )
    files = {**version.files, "procedure.json": json.dumps(said), "process.bpmn": drawing}
    read, problems = try_to_read(files)
    assert problems == ()
    day = clock.local_date(clock.now())
    calendar = working_calendar(day, day + LONGEST)
    for ovens, comes_to in ((12, "decide"), (2, "draft")):
        trial = walk(read, {"had_certificate": "no"}, day, [], calendar)
        for node, outcome in WAY:
            place = next(one for one in trial.places() if one.key.split("|")[1] == node)
            own = {"ovens": ovens} if node == "council" else {}
            trial.go(Move(1, place.key, outcome, 1, own))
        assert [one.key.split("|")[1] for one in trial.places()] == [comes_to]
