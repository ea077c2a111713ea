"""The address book: who keeps it, what is kept, what history says."""

import pytest

from kholboo.audit.models import Entry
from kholboo.feedback.models import CompetentBody, ForwardTerm
from kholboo.feedback.services import starter
from kholboo.feedback.tests import desk

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/bodies/"
TYPED = {
    "name_mn": "Усны байгууллага",
    "name_en": "Water body",
    "scope_mn": "Усны төлбөр",
    "scope_en": "Water bills",
    "phone": "7011 0000",
    "email": "water@example.mn",
    "address": "Улаанбаатар",
    "is_active": "on",
}
TERM = {
    "valid_from_year": "2026",
    "valid_from_month": "1",
    "valid_from_day": "1",
    "days": "5",
    "unit": "working",
    "basis_mn": "Хууль, 9 дүгээр зүйл",
    "basis_en": "Law, article 9",
}


@pytest.fixture
def administrator():
    return desk.desk("administrator")


@pytest.mark.parametrize("name", ["operator", "officer.orkhon", "agency.head", "auditor"])
def test_only_administrators_keep_it(name):
    body = CompetentBody.objects.first()

    for path in ("", "new/", "term/", f"{body.pk}/"):
        assert desk.desk(name).get(f"{PAGE}{path}").status_code == 403


def test_the_first_rows_are_samples_and_only_11_11_has_a_number(administrator):
    bodies = CompetentBody.objects.all()

    page = desk.html(administrator.get(PAGE))

    assert all(body.is_sample for body in bodies)
    assert [body.phone for body in bodies if body.phone] == ["11-11"]
    assert page.count('class="sample"') >= bodies.count()
    assert "to be confirmed" in page


def test_loading_again_changes_nothing():
    CompetentBody.objects.filter(phone="11-11").update(is_sample=False)
    before = list(CompetentBody.objects.values())

    starter.load()

    assert list(CompetentBody.objects.values()) == before
    assert ForwardTerm.objects.count() == 1


def test_a_body_is_added_changed_and_retired(administrator):
    administrator.post(f"{PAGE}new/", TYPED)
    body = CompetentBody.objects.get(name_en="Water body")
    answer = administrator.post(
        f"{PAGE}{body.pk}/", {**TYPED, "phone": "7022 0000", "is_active": ""}
    )

    body.refresh_from_db()
    assert answer.status_code == 302
    assert (body.phone, body.is_active, body.is_sample) == ("7022 0000", False, False)
    assert Entry.objects.filter(action="feedback.body_added").count() == 1
    changed = Entry.objects.get(action="feedback.body_changed")
    assert changed.facts["changed"] == ["is_active", "phone"]
    assert "7022" not in str(changed.facts)


def test_a_taken_name_is_refused_beside_its_field(administrator):
    administrator.post(f"{PAGE}new/", TYPED)

    answer = administrator.post(f"{PAGE}new/", TYPED)

    assert answer.status_code == 422
    assert "name_mn" in answer.context["form"].errors
    assert CompetentBody.objects.filter(name_en="Water body").count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name_mn": ""}, "name_mn"), ({"scope_en": ""}, "scope_en"), ({"email": "x"}, "email")],
)
def test_a_mistake_is_shown_beside_its_field(administrator, more, field):
    answer = administrator.post(f"{PAGE}new/", {**TYPED, **more})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_body_that_is_none_is_not_found(administrator):
    assert administrator.get(f"{PAGE}999999/").status_code == 404


def test_the_term_is_a_new_dated_row(administrator):
    answer = administrator.post(f"{PAGE}term/", TERM)

    term = ForwardTerm.objects.first()
    assert answer.status_code == 302
    assert (term.days, term.unit, term.is_confirmed) == (5, "working", False)
    assert ForwardTerm.objects.count() == 2
    assert Entry.objects.get(action="feedback.forward_term_changed").facts["before"] is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"valid_from_year": "1990"}, "valid_from"),
        ({"days": "", "is_confirmed": "on"}, "days"),
        ({"days": "0"}, "days"),
    ],
)
def test_history_is_not_rewritten_and_nothing_confirmed_without_days(administrator, more, field):
    answer = administrator.post(f"{PAGE}term/", {**TERM, **more})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert ForwardTerm.objects.count() == 1


def test_an_empty_book_says_what_to_do(administrator):
    CompetentBody.objects.all().delete()

    assert "The address book is empty." in desk.html(administrator.get(PAGE))


def test_who_holds_no_post_there_sees_no_link():
    assert "/desk/bodies/" in desk.html(desk.desk("administrator").get("/en/account/"))
    assert "/desk/bodies/" not in desk.html(desk.desk("operator").get("/en/account/"))
