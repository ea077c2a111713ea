"""Any two versions are compared in words under an address of their own; roles are given to staff."""

import json

import pytest

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
