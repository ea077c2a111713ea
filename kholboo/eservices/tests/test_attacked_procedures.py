"""What is put into files of procedures to break the desk, the database, or an application later."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.agency.calendar import WorkingCalendar
from kholboo.core.clock import ULAANBAATAR
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.engine.faults import Unpublishable
from kholboo.eservices.engine.graph import LONGEST_TERM
from kholboo.eservices.engine.tests.bakery import problems
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries.procedures import open_version
from kholboo.eservices.services import procedures
from kholboo.eservices.term import LOOK_AHEAD, ONE_DAY, Stretch, Term, count
from kholboo.eservices.tests.stories import KEY, person
from kholboo.eservices.tests.test_procedures_desk import (
    address,
    copied,
    desk,
    html,
    reviewed,
    typed,
)

pytestmark = pytest.mark.django_db


def changed(**more):
    """A draft whose manifest says something else."""
    draft = copied()
    said = json.loads(draft.files["procedure.json"]) | more
    procedures.keep(
        draft,
        {"procedure.json": json.dumps(said)},
        seen=print_of(draft.files),
        actor=person("administrator"),
    )
    return ProcedureVersion.objects.get(pk=draft.pk)


@pytest.mark.parametrize(
    "more",
    [
        {"decision": []},
        {"decision": {"remedy": "х"}},
        {"drafts": []},
        {"drafts": {"days": 10**12}},
        {"drafts": {"days": -1}},
        {"grants": {"kind": "certified_product", "years": 10**9}},
        {"grants": {"years": 3}},
        {"place": ["x"]},
        {"strange": "a\u0000b"},
        {"strange": {"\ud800": 1}},
        {"documents": None},
        {"about": {"mn": "\u0000", "en": "x"}},
    ],
)
def test_what_would_break_later_is_a_problem_of_the_draft(more):
    draft = changed(**more)

    page = desk().get(address(draft))

    assert page.status_code == 200
    assert page.context["opened"].problems
    assert desk("agency.head").get(address(draft, "review/")).status_code == 200


@pytest.mark.parametrize("file", ["procedure.json", "form.schema.json", "form.ui.json"])
def test_a_name_that_no_page_can_show_is_told_when_it_stands_twice(file):
    draft, twice = copied(), '{"\\ud800": 1, "\\ud800": 2}'
    seen, actor = print_of(draft.files), person("administrator")
    procedures.keep(draft, {file: twice}, seen=seen, actor=actor)

    for page in ("", "questions/", f"files/{file}/"):
        answer = desk().get(address(draft, page))
        assert answer.status_code == 200
    assert ("json_twice", "?") in [
        (one.code, one.element) for one in answer.context["opened"].problems
    ]


@pytest.mark.parametrize("more", [{"decision": None}, {"drafts": None}, {"place": None}])
def test_what_is_left_out_breaks_nothing(more):
    draft = changed(**more)

    assert desk().get(address(draft)).status_code == 200
    assert desk().get(address(draft, "try/")).status_code == 200


@pytest.mark.parametrize(
    ("grants", "code", "element"),
    [
        (None, "grants_missing", "issue"),
        ({"kind": "passport"}, "grants_kind", "/grants/kind"),
    ],
)
def test_a_certificate_that_no_register_knows_is_refused_before_it_is_in_force(
    grants, code, element
):
    draft = changed(grants=grants)

    with pytest.raises(Unpublishable) as refused:
        reviewed(draft)

    assert (code, element) in [(one.code, one.element) for one in refused.value.problems]


@pytest.mark.parametrize("days", [LONGEST_TERM + 1, 2_000, 10**30])
@pytest.mark.parametrize("counting", ["working", "calendar"])
def test_a_term_that_no_calendar_reaches_is_refused_where_it_stands(days, counting):
    draft = changed(term={"days": days, "counting": counting})

    found = open_version(draft).problems

    assert ("term_long", "/term/days") in [(one.code, one.element) for one in found]


def test_the_longest_term_is_counted_to_its_end_also_after_a_pause_of_years():
    start = datetime(2026, 1, 5, 3, tzinfo=UTC)
    now = start + timedelta(days=4_000)
    calendar = WorkingCalendar(start.date() - ONE_DAY, now.date() + LOOK_AHEAD)

    due = count(
        Term(LONGEST_TERM, is_working=True),
        started=start,
        pauses=[Stretch(start, None)],
        is_working=calendar.is_working,
        zone=ULAANBAATAR,
        now=now,
    )

    assert due.on > now.date()


def test_what_turns_text_around_is_refused_where_it_is_typed():
    officer, draft = desk(), copied()
    page = address(draft, "steps/check/")

    answer = officer.post(page, typed(officer.get(page), title_mn="Шал\u202eгах"))

    assert answer.status_code == 422
    assert answer.context["form"]["title_mn"].value() == "Шал\u202eгах"
    assert ProcedureVersion.objects.get(pk=draft.pk).files == draft.files
    assert officer.get(address(draft, "about/")).status_code == 200


def test_numbers_without_an_end_are_no_json():
    assert ("json_broken", "") in problems(manifest=('"days": 30', '"days": 1e999'))


@pytest.mark.parametrize("amount", ["0", "-1", "2000000001", "0.5", "true"])
def test_a_fee_of_nothing_holds_no_application_up_for_ever(amount):
    found = problems(tables=("<text>50000</text>", f"<text>{amount}</text>"))

    assert found


@pytest.mark.parametrize(
    "said",
    [
        {"key": "a\u0000", "service": "s\u0000"},
        {"key": "\ud800", "service": "\udfff"},
        {"key": ["x"], "service": {"y": 1}},
        {"key": "new-one", "service": "\u0000", "title": {"mn": "\u0000"}},
        [],
        "[" * 100_000,
    ],
)
def test_whose_the_files_are_is_asked_of_anything(said):
    text = said if isinstance(said, str) else json.dumps(said)
    file = SimpleUploadedFile("procedure.json", text.encode())

    answer = desk().post("/desk/procedures/new/", {"handed": file})

    assert answer.status_code == 422


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return SimpleUploadedFile("a.zip", held.getvalue())


@pytest.mark.parametrize(
    "file",
    [
        zipped(big="0" * 50_000_000),
        zipped(**{f"f{place}": "x" for place in range(30)}),
        zipped(**{"..____..__etc__passwd": "x"}),
        SimpleUploadedFile("a.zip", b"PK\x03\x04"),
        SimpleUploadedFile("a.zip", b"x" * 10),
        SimpleUploadedFile("procedure.json", b"\xff\xfe\x00"),
    ],
)
def test_no_archive_breaks_the_desk(file):
    file.seek(0)

    assert desk().post("/desk/procedures/new/", {"handed": file}).status_code == 422


@pytest.mark.parametrize(
    "state",
    [
        "{}",
        "[" * 30_000,
        '{"start": "9999-12-31", "answers": {}, "moves": []}',
        '{"start": "DAY", "answers": {"workers": {"a": [1]}, "products": 5}, "moves": []}',
        '{"start": "DAY", "answers": {"products": [[[]]]}, "moves": [[0, "x", "y", 1, {}]]}',
        '{"start": "DAY", "answers": {"workers": 1e999}, "moves": []}',
        '{"start": "DAY", "answers": [["a", "b"]], "moves": [[0, "", "", 1, {}]]}',
        '{"start": "DAY", "answers": {}, "moves": [[1e9, "", "", 1, {}]]}',
        '{"start": "DAY", "answers": {}, "moves": [[0, "", "", 1, {"x": [[]]}]]}',
        '{"start": "DAY", "answers": {}, "moves": [[0, "", "", 1, ["x"]]]}',
        '{"start": "DAY", "answers": {}, "moves": 5}',
        '{"start": "DAY", "answers": {}, "moves": [5]}',
        '{"start": "DAY", "answers": {"workers": "\\ud800"}, "moves": []}',
        '{"start": "DAY", "answers": {}, "moves": [[0, "\\ud800", "", 1, {}]]}',
    ],
)
def test_no_trial_that_somebody_wrote_themselves_breaks_the_desk(state):
    from kholboo.core import clock

    today = clock.local_date(clock.now()).isoformat()
    sent = {"state": state.replace("DAY", today), "days": "1"}

    answer = desk().post(f"/desk/procedures/{KEY}/2/try/", sent)

    assert answer.status_code in (200, 422), html(answer)[:500]


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_a_number_of_no_version_is_not_found(number):
    assert desk().get(f"/desk/procedures/{KEY}/{number}/").status_code == 404


def test_who_may_only_read_changes_nothing():
    draft = copied()
    for name in ("auditor", "agency.head"):
        for page in ("copy/", "steps/check/", "files/procedure.json/", "tables/price/"):
            assert desk(name).post(address(draft, page), {}).status_code == 403
    for page in ("review/", "publish/"):
        assert desk().post(address(draft, page), {}).status_code == 403
