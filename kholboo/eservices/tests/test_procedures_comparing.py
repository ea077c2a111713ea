"""Any two versions are compared in words under an address of their own; roles are given to staff."""

import json

import pytest
from django.utils import translation

from kholboo.accounts.roles import Role
from kholboo.eservices.rewriting_conditions import token
from kholboo.eservices.tests.stories import KEY, fresh
from kholboo.eservices.tests.test_procedures_desk import DESK, address, copied, desk, html, typed
from kholboo.eservices.tests.test_questions import changed, moved

pytestmark = pytest.mark.django_db
PAGE = f"{DESK}{KEY}/differences/"


def told(answer):
    return {str(area): [one.message for one in lines] for area, lines in answer.context["parts"]}


def test_two_versions_that_are_no_neighbours_are_compared_both_ways():
    officer, version = desk(), copied(1)
    page = address(version, "questions/one/workers/")
    assert officer.post(page, typed(officer.get(page), label_mn="Хэдэн хүн?")).status_code == 302
    forth = officer.get(f"{PAGE}?before=1&after={version.number}")
    assert {area: len(lines) for area, lines in told(forth).items()} == {"Маягт, бичиг баримт": 1}
    assert "Хэдэн хүн?" in html(forth)
    # What the second version brought is what the third, made of the first, has lost.
    there, back = (
        [
            one
            for lines in told(officer.get(f"{PAGE}?before={a}&after={b}")).values()
            for one in lines
        ]
        for a, b in ((1, 2), (2, version.number))
    )
    assert len(there) > 3
    assert len(back) > 3
    assert f"{PAGE}?before=2&amp;after={version.number}" in html(officer.get(address(version)))


def test_versions_are_chosen_and_the_same_one_twice_is_refused():
    auditor = desk("auditor")
    first = auditor.get(PAGE)
    assert first.status_code == 200
    assert "parts" not in first.context
    assert (first.context["form"]["before"].value(), first.context["form"]["after"].value()) == (
        1,
        2,
    )
    for asked in ("?before=1&after=1", "?before=1&after=99", "?before=1", "?after=x&before=2"):
        answer = auditor.get(f"{PAGE}{asked}")
        assert answer.status_code == 422, asked
        assert "parts" not in answer.context
    assert desk("officer.orkhon").get(PAGE).status_code == 403
    assert auditor.get(f"{DESK}nothing/differences/").status_code == 404
    assert PAGE in html(auditor.get(DESK))


def test_a_draft_that_cannot_be_read_says_so_instead_of_nothing():
    officer, version = desk(), copied()
    page = address(version, "files/form.ui.json/")
    officer.post(page, typed(officer.get(page), text="{}"))
    answer = officer.get(f"{PAGE}?before=1&after={version.number}")
    assert answer.status_code == 200
    assert [one.version.number for one in answer.context["broken"]] == [version.number]
    assert told(answer) == {}


def test_a_role_of_the_procedure_is_given_to_another_group_of_staff():
    officer, version = desk(), copied()
    page = address(version, "roles/")
    shown = officer.get(page)
    assert "Баримт бичиг шалгах" in html(shown)
    answer = officer.post(page, typed(shown, role_head="unit_head"))
    assert answer.status_code == 302, html(answer)
    said = json.loads(fresh(version).files["procedure.json"])
    before = json.loads(version.files["procedure.json"])
    assert said == {**before, "roles": {**before["roles"], "head": "unit_head"}}
    # A role that steps name has no box to take it away, and nobody sends one in its place.
    sent = typed(officer.get(page), gone_officer="on")
    assert officer.post(page, sent).status_code == 302
    assert "officer" in json.loads(fresh(version).files["procedure.json"])["roles"]


@pytest.mark.parametrize("role", ["", "administrator", "nobody", "applicant"])
def test_who_does_no_work_on_applications_is_given_no_role(role):
    officer, version = desk(), copied()
    page = address(version, "roles/")
    answer = officer.post(page, typed(officer.get(page), role_head=role))
    assert answer.status_code == 422
    assert fresh(version).files == version.files


def test_roles_of_a_published_version_and_for_others_stay_shut():
    officer, version = desk(), copied()
    assert officer.get(f"{DESK}{KEY}/1/roles/").status_code == 404
    for name in ("auditor", "agency.head"):
        assert desk(name).post(address(version, "roles/"), {}).status_code == 403
    page = address(version, "roles/")
    older = officer.get(page)
    assert officer.post(page, typed(older, role_head="unit_head")).status_code == 302
    assert officer.post(page, typed(older, role_head="agency_head")).status_code == 422


def test_what_the_builder_changes_is_told_to_who_reviews():
    """Order inside a list, a question under a condition, an answer that is sealed: nothing in silence."""
    officer, version = desk(), copied()

    def codes():
        answer = officer.get(f"{PAGE}?before=2&after={version.number}")
        return {one.code for _area, lines in answer.context["parts"] for one in lines}

    assert codes() == set()
    assert moved(officer, version, "question:products.brand:down").status_code == 302
    assert codes() == {"form_pages"}
    assert changed(officer, version, "one/organisation_register/", personal="on").status_code == 302
    assert codes() == {"form_pages", "field_sealed"}
    sent = {"when_0": token("had_certificate", "yes")}
    assert changed(officer, version, "page/declaration/").status_code == 302
    assert changed(officer, version, "one/declaration/", **sent).status_code == 302
    assert codes() == {"form_pages", "field_sealed", "field_when", "field_required"}
    page = address(version, "roles/")
    assert officer.post(page, typed(officer.get(page), role_expert="officer")).status_code == 302
    assert "step_role" in codes()


def test_roles_are_called_by_their_names_and_a_missing_one_is_added():
    officer, version = desk(), copied()
    text = address(version, "files/procedure.json/")
    said = json.loads(version.files["procedure.json"])
    said["steps"]["check"]["role"] = "unit_head"
    assert officer.post(
        text, typed(officer.get(text), text=json.dumps(said, ensure_ascii=False))
    ).status_code in (200, 302)
    page = address(version, "roles/")
    shown = officer.get(page)
    rows = {row.key: row for row in shown.context["form"].rows()}
    assert rows["head"].title == str(Role.OFFICE_HEAD.label)
    assert rows["unit_head"].steps == ["Баримт бичиг шалгах"]

    sent = typed(shown, new_key="second_expert", new_role="expert")
    assert officer.post(page, sent).status_code == 302
    roles = json.loads(fresh(version).files["procedure.json"])["roles"]
    # A group that a step names by itself needs no place in the map until another does it.
    assert roles == {**said["roles"], "second_expert": "expert"}
    sent = typed(officer.get(page), role_unit_head="officer")
    assert officer.post(page, sent).status_code == 302
    roles = json.loads(fresh(version).files["procedure.json"])["roles"]
    assert roles["unit_head"] == "officer"
    step = officer.get(address(version, "steps/visit/"))
    names = dict(step.context["form"].fields["role"].choices)
    assert names["second_expert"] != names["expert"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"new_key": "head", "new_role": "expert"}, "new_key"),
        ({"new_key": "Дарга", "new_role": "expert"}, "new_key"),
        ({"new_key": "second", "new_role": ""}, "new_role"),
        ({"new_key": "", "new_role": "expert"}, "new_key"),
        ({"new_key": "second", "new_role": "administrator"}, "new_role"),
    ],
)
def test_half_a_role_is_refused_and_stays_typed(sent, field):
    officer, version = desk(), copied()
    page = address(version, "roles/")
    answer = officer.post(page, typed(officer.get(page), **sent))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["new_key"].value() == sent["new_key"]
    assert fresh(version).files == version.files


def test_conditions_and_rules_are_told_by_the_words_of_the_form_and_the_steps():
    officer, version = desk(), copied()
    drawing, tables = version.files["process.bpmn"], version.files["tables.dmn"]
    either = drawing.replace("outcome = &quot;agree&quot;", "outcome != &quot;disagree&quot;")
    dearer = tables.replace("77100", "88200")
    for file, text in (("process.bpmn", either), ("tables.dmn", dearer)):
        page = address(version, f"files/{file}/")
        assert officer.post(page, typed(officer.get(page), text=text)).status_code == 302

    said = officer.get(f"{PAGE}?before=2&after={version.number}")
    lines = [one.message for _area, row in said.context["parts"] for one in row]
    assert lines == [
        "«Санал нийлсэн үү?»-ээс «Шийдвэр гаргах» рүү: өмнө нь «Зөвлөлийн гишүүний санал» үе шатны "
        "дүн: «Төслийг дэмжсэн» бол, одоо «Зөвлөлийн гишүүний санал» үе шатны дүн: «Төслийг "
        "буцаасан» биш бол.",
        "«Төлбөрийн хэмжээ (ЖИШЭЭ)», дүрэм өөрчлөгдсөн: "
        "өмнө нь Өмнө нь тохирлын гэрчилгээ авч байсан уу? «Үгүй, анх удаа» → Дүн, төгрөг: 77100, "
        "одоо Өмнө нь тохирлын гэрчилгээ авч байсан уу? «Үгүй, анх удаа» → Дүн, төгрөг: 88200.",
    ]
    assert 'lang="mn"' not in "".join(
        one.marked for _area, row in said.context["parts"] for one in row
    )
    with translation.override("en"):
        marked = [one.marked for _area, row in said.context["parts"] for one in row]
        assert marked == [
            'From “<span lang="mn">Санал нийлсэн үү?</span>” to “Decision”: result of “Opinion of a '
            "member of the council” is “Agrees with the draft” before, result of “Opinion of a member "
            "of the council” is not “Sends the draft back” now.",
            '“<span lang="mn">Төлбөрийн хэмжээ (ЖИШЭЭ)</span>”, rule changed: '
            "Has it had a certificate of conformity before? “No, this is the first” → "
            '<span lang="mn">Дүн, төгрөг</span>: 77100 before, '
            "Has it had a certificate of conformity before? “No, this is the first” → "
            '<span lang="mn">Дүн, төгрөг</span>: 88200 now.',
        ]
