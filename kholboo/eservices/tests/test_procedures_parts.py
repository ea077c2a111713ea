"""What a procedure says as a whole, its lists and the columns of its tables are changed by forms."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.eservices.engine.decisions import Hit
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.rewriting_rows import LISTS, STEP_LISTS, new_key, row_of, typed_of
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.stories import KEY, fresh
from kholboo.eservices.tests.test_procedures_desk import address, copied, desk, html, typed

pytestmark = pytest.mark.django_db


def manifest_of(version):
    return json.loads(fresh(version).files["procedure.json"])


def test_name_terms_and_fee_are_changed_without_touching_json():
    officer, version = desk(), copied()
    shown = officer.get(address(version, "about/"))
    sent = typed(shown, title_mn="Шинэ нэр", days=25, objection_days=45, remedy_en="Complain.")
    answer = officer.post(address(version, "about/"), sent)
    assert answer.status_code == 302, html(answer)
    said = manifest_of(version)
    assert said["title"]["mn"] == "Шинэ нэр"
    assert said["term"] == {"days": 25, "counting": "working", "sample": True}
    assert said["objection_days"] == 45
    assert said["decision"]["remedy"]["en"] == "Complain."
    # What no form asks for stays.
    assert said["drafts"] == json.loads(version.files["procedure.json"])["drafts"]
    assert said["completion"]["sample"] is True
    assert said["grants"] == json.loads(version.files["procedure.json"])["grants"]


def test_writing_what_stands_there_changes_no_list():
    said = manifest_of(copied())
    for name, shape in LISTS.items():
        for row in said[name]:
            assert dict(row_of(shape, typed_of(shape, row), row, ())) in (
                row,
                {key: value for key, value in row.items() if key != "sample"},
            )
    for name, shape in STEP_LISTS.items():
        for step in said["steps"].values():
            for row in step.get(name, ()):
                assert row_of(shape, typed_of(shape, row), row, ()) == row


def test_a_paper_is_added_and_another_taken_away():
    officer, version = desk(), copied()
    shown = officer.get(address(version, "lists/documents/"))
    rows = manifest_of(version)["documents"]
    last = len(rows)
    new = {f"mn_{last}": "Үйлдвэрийн зураг", f"en_{last}": "Plan of the factory"}
    more = {**new, f"needed_{last}": "never", f"most_{last}": 3, f"place_{last}": 1, "gone_2": "on"}
    answer = officer.post(address(version, "lists/documents/"), typed(shown, **more))
    assert answer.status_code == 302, html(answer)
    said = manifest_of(version)["documents"]
    assert [one["key"] for one in said] == [
        *("request_letter", "plan_of_the_factory", "state_registration"),
        *("test_report", "good_practice"),
    ]
    assert said[1]["required"] is False
    assert said[1]["most"] == 3
    # A condition that the file says is not lost by a form that cannot show it.
    assert said[-1]["required"] == rows[-1]["required"]


def test_a_milestone_that_steps_need_is_not_taken_away():
    officer, version = desk(), copied()
    page = address(version, "lists/milestones/")
    answer = officer.post(page, typed(officer.get(page), gone_1="on"))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    half = officer.post(page, typed(officer.get(page), mn_6="Зөвхөн монгол"))
    assert half.status_code == 422
    assert "en_6" in half.context["form"].errors
    assert fresh(version).files == version.files


def test_the_checklist_of_a_step_grows():
    officer, version = desk(), copied()
    page = address(version, "steps/check/checklist/")
    sent = typed(officer.get(page), mn_3="Хаяг зөв", en_3="The address is right")
    assert officer.post(page, sent).status_code == 302
    said = manifest_of(version)["steps"]["check"]["checklist"]
    assert said[-1] == {
        "key": "the_address_is_right",
        "title": {"mn": "Хаяг зөв", "en": "The address is right"},
    }
    assert officer.get(address(version, "steps/check/secrets/")).status_code == 404
    assert officer.get(address(version, "lists/steps/")).status_code == 404
    assert desk("auditor").get(page).status_code == 403
    assert officer.get(f"/desk/procedures/{KEY}/1/about/").status_code == 404


def test_keys_of_new_rows_are_plain_and_never_twice():
    assert new_key("The address (new)", set()) == "the_address_new"
    assert new_key("2 photos", set()) == "item_2_photos"
    assert new_key("Шинэ", set()) == "item"
    assert new_key("a" * 90, {"a" * 37}) == "a" * 37 + "_2"


def test_a_table_gets_a_column_another_name_and_another_order():
    officer, version = desk(), copied()
    page = address(version, "tables/conformity/columns/")
    shown = officer.get(page)
    known = dict(shown.context["form"].known)
    assert "check.outcome" in known
    sent = typed(
        shown, new_asks="check.outcome", given_name="weight", given_kind="number", given_cell="1"
    )
    answer = officer.post(page, sent)
    assert answer.status_code == 302, html(answer)
    read, problems = try_to_read(fresh(version).files)
    assert problems == ()
    table = read.bundle.tables["conformity"]
    assert [".".join(one.path) for one in table.inputs][-1] == "check.outcome"
    assert {rule.outputs[-1] for rule in table.rules} == {1}

    rows = address(version, "tables/conformity/")
    sent = typed(officer.get(rows), name="Шинэ хүснэгт", hit="FIRST", place_3=1, place_0=2)
    assert officer.post(rows, sent).status_code == 302
    read, _problems = try_to_read(fresh(version).files)
    after = read.bundle.tables["conformity"]
    assert (after.name, after.hit) == ("Шинэ хүснэгт", Hit.FIRST)
    assert [one.id for one in after.rules] == [
        *("conforms", "outside_limits", "major_fault", "minor_fault"),
    ]

    back = officer.post(page, typed(officer.get(page), gone_in_2="on", gone_out_1="on"))
    assert back.status_code == 302, html(back)
    read, _problems = try_to_read(fresh(version).files)
    assert len(read.bundle.tables["conformity"].inputs) == 2
    # What gives nothing any more is no table.
    assert officer.post(page, typed(officer.get(page), gone_out_0="on")).status_code == 422


def test_one_file_goes_out_and_comes_back_from_another_program():
    officer, version = desk(), copied()
    out = officer.get(address(version, "files/tables.dmn/save/"))
    assert out.content.decode() == version.files["tables.dmn"]
    assert "attachment" in out["Content-Disposition"]
    changed = out.content.replace(b"77100", b"88200")
    page = address(version, "files/tables.dmn/")
    sent = typed(officer.get(page), handed=SimpleUploadedFile("tables.dmn", changed))
    assert officer.post(page, sent).status_code == 302
    assert "88200" in fresh(version).files["tables.dmn"]
    wrong = typed(officer.get(page), handed=SimpleUploadedFile("tables.dmn", b"\xff\xfe"))
    assert officer.post(page, wrong).status_code == 422
    assert officer.get(address(version, "files/passwd/save/")).status_code == 404


def test_a_form_is_walked_on_a_phone_and_nothing_is_kept():
    officer, version = desk(), copied()
    page = officer.get(address(version, "form/"))
    assert "form/organisation/" in html(page)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    phone = address(version, "form/organisation/")
    shown = officer.get(phone)
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    empty = officer.post(phone, {"shown": ""})
    assert empty.context["form"].errors
    sent = {
        "organisation_name": "Жишээ",
        "contact_name": "Дулмаа",
        "contact_phone": "99112233",
    }
    assert officer.post(phone, sent)["Location"].endswith("/form/products/")
    assert officer.get(address(version, "form/documents/")).status_code == 200
    assert (
        officer.post(address(version, "form/products/"), {"go": "add:products"}).status_code == 200
    )
    assert officer.get(address(version, "form/nothing/")).status_code == 404


def test_an_officer_sees_where_an_application_stands_in_the_drawing():
    made = stories.brought_to("visit")
    officer = desk("expert.orkhon")
    answer = officer.get(f"/desk/services/{made.number}/drawing/")
    page = html(answer)
    assert 'data-now="sampling visit"' in page
    assert 'data-done="check fee assign payment"' in page
    assert "bpmn:definitions" in page
    assert desk("officer.uvs").get(f"/desk/services/{made.number}/drawing/").status_code == 404


def test_a_step_gets_a_choice_and_a_number_with_limits():
    officer, version = desk(), copied()
    page = address(version, "steps/visit/fields/")
    sent = typed(
        officer.get(page),
        mn_0="Цехийн байдал", en_0="State of the hall", type_0="choice",
        choices_mn_0="Шинэ\nХуучин", choices_en_0="New\n\nOld", is_needed_0="on",
        mn_1="Зуухны тоо", en_1="Number of ovens", type_1="integer", low_1=1, high_1=90,
    )  # fmt: skip
    answer = officer.post(page, sent)
    assert answer.status_code == 302, html(answer)
    hall, ovens = manifest_of(version)["steps"]["visit"]["fields"]
    assert [one["key"] for one in hall["choices"]] == ["new", "old"]
    assert hall["choices"][1]["title"] == {"mn": "Хуучин", "en": "Old"}
    assert (ovens["least"], ovens["most"], ovens["type"]) == (1, 90, "integer")
    assert "least" not in hall

    # Words change, one goes and one comes: what conditions know stays.
    shown = officer.get(page)
    assert typed(shown)["choices_en_0"] == "New\nOld"
    sent = typed(shown, choices_mn_0="Засварласан\nШинэ цех", choices_en_0="Repaired\nNew")
    sent.pop("low_1")
    assert officer.post(page, sent).status_code == 302
    hall, ovens = manifest_of(version)["steps"]["visit"]["fields"]
    assert [(one["key"], one["title"]["mn"]) for one in hall["choices"]] == [
        ("repaired", "Засварласан"),
        ("new", "Шинэ цех"),
    ]
    assert ("least" in ovens, ovens["most"]) == (False, 90)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"type_0": "choice"}, "choices_mn_0"),
        ({"type_0": "choice", "choices_mn_0": "А\nБ", "choices_en_0": "A"}, "choices_en_0"),
        ({"type_0": "text", "choices_mn_0": "А", "choices_en_0": "A"}, "type_0"),
        ({"type_0": "number", "low_0": 9, "high_0": 3}, "low_0"),
        ({"type_0": "date", "high_0": 3}, None),
        ({"type_0": "text", "low_0": 3}, None),
    ],
)
def test_answers_of_a_step_that_could_not_be_are_refused_and_stay_typed(sent, field):
    officer, version = desk(), copied()
    page = address(version, "steps/visit/fields/")
    both = {"mn_0": "Цех", "en_0": "Hall"}
    answer = officer.post(page, typed(officer.get(page), **both, **sent))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field or "__all__"]
    if field is None:
        assert "/steps/visit/fields/hall" in form.non_field_errors()[0]
    assert {name: form[name].value() for name in sent} == {
        name: str(value) for name, value in sent.items()
    }
    assert fresh(version).files == version.files
