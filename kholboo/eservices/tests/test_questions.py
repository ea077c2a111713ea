"""The form builder: questions and pages of a draft are added, changed, moved and taken away."""

import json

import pytest

from kholboo.eservices.engine.forms.checking import check_form
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.rewriting_conditions import token
from kholboo.eservices.tests.stories import fresh
from kholboo.eservices.tests.test_procedures_desk import address, copied, desk, html, typed

pytestmark = pytest.mark.django_db
BUILDER = "questions/"
WORDS = {"label_mn": "Шинэ асуулт", "label_en": "New question"}


def form_of(version):
    files = fresh(version).files
    return json.loads(files["form.schema.json"]), json.loads(files["form.ui.json"])


def pages_of(version):
    return {page["key"]: page.get("fields", []) for page in form_of(version)[1]["pages"]}


def changed(officer, version, more, **sent):
    """What a page of the builder answers when its form is sent with something else in it."""
    page = address(version, f"{BUILDER}{more}")
    return officer.post(page, typed(officer.get(page), **sent))


def moved(officer, version, what, **headers):
    page = address(version, BUILDER)
    seen = officer.get(page).context["form"]["seen"].value()
    return officer.post(f"{page}move/", {"seen": seen, "move": what}, headers=headers)


def test_the_words_of_a_question_are_changed_and_seen_on_the_phone():
    officer, version = desk(), copied()
    answer = changed(officer, version, "one/contact_name/", label_mn="Хэнтэй ярих вэ?")
    assert answer.status_code == 302, html(answer)
    assert answer["Location"].endswith("questions/?page=organisation#q-contact_name")
    builder = officer.get(answer["Location"])
    assert "Хэнтэй ярих вэ?" in html(builder)
    assert "form/organisation/" in html(builder)
    assert "frame-src 'self'" in builder["Content-Security-Policy"]
    assert "Хэнтэй ярих вэ?" in html(officer.get(address(version, "form/organisation/")))
    # Nothing else is touched, neither here nor in the other files.
    before, after = json.loads(version.files["form.ui.json"]), form_of(version)[1]
    assert after["fields"]["contact_name"].pop("label") == {
        "mn": "Хэнтэй ярих вэ?",
        "en": before["fields"]["contact_name"].pop("label")["en"],
    }
    assert after == before
    assert fresh(version).files["process.bpmn"] == version.files["process.bpmn"]


@pytest.mark.parametrize("number", [1, 2])
def test_sending_what_stands_there_changes_no_question_and_no_page(number):
    officer, version = desk(), copied(number)
    ui = json.loads(version.files["form.ui.json"])
    for path in ui["fields"]:
        answer = changed(officer, version, f"one/{path}/")
        assert answer.status_code == 302, (path, html(answer))
    for page in ui["pages"]:
        assert changed(officer, version, f"page/{page['key']}/").status_code == 302
    for path in ("had_certificate", "products.kind", "production_aimag"):
        assert changed(officer, version, f"one/{path}/choices/").status_code == 302
    schema, after = form_of(version)
    assert after == ui
    assert schema == json.loads(version.files["form.schema.json"])


NEW = {
    "text": {"most": 80},
    "integer": {"least": 1, "most": 9},
    "number": {"least": "0.5", "most": 9},
    "date": {},
    "boolean": {"must_agree": "on"},
    "choice": {"choices_mn": "Нэг\nХоёр", "choices_en": "One\nTwo", "widget": "select"},
    "choices": {"choices_mn": "Нэг\nХоёр", "choices_en": "One\nOne", "most": 2},
    "list": {
        "item_mn": "Машин",
        "item_en": "Machine",
        "add_mn": "Нэмэх",
        "add_en": "Add",
        "first_mn": "Нэр",
        "first_en": "Name",
        "most": 3,
    },
}


@pytest.mark.parametrize("kind", NEW)
def test_a_question_of_every_kind_is_added_and_walked(kind):
    officer, version = desk(), copied()
    answer = changed(officer, version, f"on/place/?kind={kind}", **WORDS, **NEW[kind])
    assert answer.status_code == 302, html(answer)
    assert answer["Location"].endswith("#q-new_question")
    assert pages_of(version)["place"][-1] == "new_question"
    assert "Шинэ асуулт" in html(officer.get(address(version, "form/place/")))
    read, problems = try_to_read(fresh(version).files)
    assert problems == ()
    if kind == "choices":
        assert read.bundle.schema["properties"]["new_question"]["items"]["enum"] == ["one", "one_2"]
    again = officer.get(address(version, f"{BUILDER}one/new_question/"))
    assert again.status_code == 200


@pytest.mark.parametrize("first", ["date", "integer"])
def test_a_day_and_a_number_beside_it_are_never_sent_by_one_name(first):
    officer, version = desk(), copied()
    more = {
        "date": {**WORDS, "label_en": "Oven built"},
        "integer": {**WORDS, "label_en": "Oven built month", **NEW["integer"]},
    }
    for kind in (first, *({"date", "integer"} - {first})):
        answer = changed(officer, version, f"on/place/?kind={kind}", **more[kind])
        assert answer.status_code == 302, html(answer)

    assert try_to_read(fresh(version).files)[1] == ()
    page = html(officer.get(address(version, "form/place/")))
    assert page.count('name="oven_built_month"') == 1


def test_a_question_is_added_to_each_thing_of_a_list_and_stands_behind_a_condition():
    officer, version = desk(), copied()
    meat = token("products.kind", "meat")
    more = {**WORDS, "label_en": "Name", "most": 40, "when_0": meat, "sample": "on"}
    answer = changed(officer, version, "in/products/?kind=text", **more)
    assert answer.status_code == 302, html(answer)
    schema, ui = form_of(version)
    # Its key is not that of the question that has this name already.
    assert ui["fields"]["products"]["items"][-1] == "name_2"
    here = {"field": "products.kind", "is": "meat"}
    # What is not always asked is demanded in the pages, not in the contract.
    assert ui["fields"]["products.name_2"]["required_when"] == here
    assert ui["fields"]["products.name_2"]["show_when"] == here
    assert "name_2" not in schema["properties"]["products"]["items"]["required"]
    answer = changed(officer, version, "one/products.name_2/", when_0="")
    assert answer.status_code == 302, html(answer)
    schema, ui = form_of(version)
    assert "name_2" in schema["properties"]["products"]["items"]["required"]
    assert not {"show_when", "required_when"} & set(ui["fields"]["products.name_2"])


def test_one_of_several_answers_opens_a_question():
    officer, version = desk(), copied()
    aimags = [token("production_aimag", one) for one in ("uvs", "khovd")]
    sent = {"when_0": aimags[0], "when_1": aimags[1], "need": "never"}
    assert changed(officer, version, "one/production_address/", **sent).status_code == 302
    assert form_of(version)[1]["fields"]["production_address"]["show_when"] == {
        "field": "production_aimag",
        "in": ["uvs", "khovd"],
    }
    # A question that stands later is not among the answers one may choose.
    later = changed(
        officer, version, "one/production_address/", when_0=token("had_certificate", "yes")
    )
    assert later.status_code == 422
    assert "when_0" in later.context["form"].errors


def test_whether_an_answer_tells_who_somebody_is():
    officer, version = desk(), copied()
    answer = changed(officer, version, "one/organisation_register/", personal="on")
    assert answer.status_code == 302, html(answer)
    assert form_of(version)[1]["fields"]["organisation_register"]["personal"] is True
    # What a drawing or a table asks for is not sealed: it is refused with their ids.
    refused = changed(officer, version, "one/production_aimag/", personal="on")
    assert refused.status_code == 422
    assert "/place" in str(refused.context["form"].non_field_errors())
    assert "personal" not in form_of(version)[1]["fields"]["production_aimag"]


def test_a_page_begins_with_a_question_and_goes_with_its_questions():
    officer, version = desk(), copied()
    titles = {"title_mn": "Тоног төхөөрөмж", "title_en": "Equipment"}
    sent = {**titles, **WORDS, "most": 100}
    answer = changed(officer, version, "new-page/?kind=text", **sent)
    assert answer.status_code == 302, html(answer)
    assert pages_of(version)["equipment"] == ["new_question"]
    shown = changed(
        officer, version, "page/equipment/", when_0=token("had_certificate", "yes"), hint_mn="Нэг"
    )
    assert shown.status_code == 422
    assert "hint_en" in shown.context["form"].errors
    sent = {"when_0": token("had_certificate", "yes")}
    assert changed(officer, version, "page/equipment/", **sent).status_code == 302
    schema, ui = form_of(version)
    assert "new_question" not in schema["required"]
    assert ui["fields"]["new_question"]["required_when"] == {
        "field": "had_certificate",
        "is": "yes",
    }
    assert check_form(schema, ui) == []
    # Moved before the question it depends on, it would never be shown: the desk says so.
    for _step in range(3):
        last = moved(officer, version, "page:equipment:up")
    assert last.status_code == 422
    assert "had_certificate" in html(last)
    assert changed(officer, version, "page/equipment/gone/").status_code == 302
    assert "equipment" not in pages_of(version)
    assert "new_question" not in form_of(version)[0]["properties"]


def test_questions_go_up_and_down_and_over_the_edge_of_a_page():
    officer, version = desk(), copied()
    assert moved(officer, version, "question:contact_name:up").status_code == 302
    assert pages_of(version)["organisation"][1] == "contact_name"
    assert moved(officer, version, "question:products.brand:down").status_code == 302
    assert form_of(version)[1]["fields"]["products"]["items"][-1] == "brand"
    # From the end of one page to the beginning of the next; and to a page that is chosen.
    assert moved(officer, version, "question:contact_email:down").status_code == 302
    assert pages_of(version)["products"] == ["contact_email", "products"]
    assert changed(officer, version, "one/contact_email/", page="place").status_code == 302
    assert pages_of(version)["place"][-1] == "contact_email"
    # The only question of a page stays; nothing goes above the first or to nowhere.
    assert moved(officer, version, "question:products:down").status_code == 422
    for nothing in ("nothing", "products.nothing", "products.name.x", "contact_phone.x"):
        assert moved(officer, version, f"question:{nothing}:down").status_code == 404
    assert moved(officer, version, "page:nothing:down").status_code == 404
    assert moved(officer, version, "question:__class__:down").status_code == 422


def test_a_part_of_the_page_says_what_was_done():
    officer, version = desk(), copied()
    answer = moved(officer, version, "question:contact_name:up", **{"HX-Request": "true"})
    part = officer.get(answer["Location"], headers={"HX-Request": "true"})
    assert part.context["spoken"]
    refused = moved(officer, version, "question:products:down", **{"HX-Request": "true"})
    # A part with a refusal is shown like any other part.
    assert refused.status_code == 200
    assert refused.context["form"].errors


def test_choices_get_other_words_another_order_and_company():
    officer, version = desk(), copied()
    new = {"mn_7": "Өндөг", "en_7": "Eggs", "place_7": 1, "mn_0": "Хар талх"}
    assert changed(officer, version, "one/products.kind/choices/", **new).status_code == 302
    schema, ui = form_of(version)
    values = schema["properties"]["products"]["items"]["properties"]["kind"]["enum"]
    assert values[:2] == ["bread", "eggs"]
    assert ui["fields"]["products.kind"]["options"]["bread"]["mn"] == "Хар талх"


def test_a_question_is_answered_otherwise():
    officer, version = desk(), copied()
    answer = changed(officer, version, "one/previous_until/?kind=text", most=20)
    assert answer.status_code == 302, html(answer)
    assert form_of(version)[0]["properties"]["previous_until"] == {
        "type": "string",
        "maxLength": 20,
    }
    assert (
        officer.get(address(version, f"{BUILDER}one/previous_until/?kind=list")).status_code == 404
    )
    kinds = officer.get(address(version, f"{BUILDER}on/place/?kind=free"))
    assert "?kind=text" in html(kinds)


def test_a_page_for_papers_is_taken_away_and_comes_back():
    officer, version = desk(), copied()
    assert changed(officer, version, "page/documents/gone/").status_code == 302
    titles = {"title_mn": "Баримт", "title_en": "Papers"}
    answer = changed(officer, version, "papers-page/", **titles)
    assert answer.status_code == 302, html(answer)
    assert form_of(version)[1]["pages"][-1]["documents"] is True


def test_pages_of_the_builder_ask_the_database_little(django_assert_max_num_queries):
    officer, version = desk(), copied()
    officer.get(address(version, BUILDER))
    with django_assert_max_num_queries(9):
        officer.get(address(version, BUILDER))
    with django_assert_max_num_queries(9):
        officer.get(address(version, f"{BUILDER}one/products.kind/"))


def test_a_paper_is_asked_for_depending_on_an_answer():
    officer, version = desk(), copied()
    page = address(version, "lists/documents/")

    def papers():
        return json.loads(fresh(version).files["procedure.json"])["documents"]

    before = papers()
    shown = officer.get(page)
    last = len(before) - 1
    # What stands in the file is chosen already, and stays as it is written.
    assert shown.context["form"][f"needed_{last}"].value() == token("products.kind", "meat")
    assert officer.post(page, typed(shown)).status_code == 302
    assert papers() == before
    sent = typed(officer.get(page), needed_0=token("had_certificate", "yes"))
    assert officer.post(page, sent).status_code == 302
    assert papers()[0]["required"] == {"field": "had_certificate", "is": "yes"}
    wrong = typed(officer.get(page), needed_0=token("contact_phone", "99112233"))
    assert officer.post(page, wrong).status_code == 422
