"""What the form builder refuses: what breaks the draft, who may not draft, two changes at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from kholboo.eservices.rewriting_conditions import token
from kholboo.eservices.tests.stories import KEY, fresh
from kholboo.eservices.tests.test_procedures_desk import (
    address,
    copied,
    desk,
    html,
    reviewed,
    typed,
)
from kholboo.eservices.tests.test_questions import BUILDER, WORDS, changed, form_of

pytestmark = pytest.mark.django_db


def test_what_others_depend_on_is_not_taken_away():
    officer, version = desk(), copied()
    before = fresh(version).files
    for path in ("had_certificate", "production_aimag", "declaration"):
        answer = changed(officer, version, f"one/{path}/gone/")
        assert answer.status_code == 422, path
        assert answer.context["form"].non_field_errors(), path
    # A choice that a condition asks for neither.
    assert changed(officer, version, "one/had_certificate/choices/", gone_1="on").status_code == 422
    assert changed(officer, version, "page/previous/gone/").status_code == 422
    assert fresh(version).files == before
    assert changed(officer, version, "one/contact_email/gone/").status_code == 302
    assert "contact_email" not in form_of(version)[0]["properties"]


@pytest.mark.parametrize(
    "sent",
    [
        {"label_en": ""},
        {"label_mn": "х" * 1001},
        {"label_mn": "\u202eНэр"},
        {"hint_en": "Only English"},
        {"most": ""},
        {"most": 10**9},
        {"least": 90, "most": 80},
        {"need": "condition"},
        {"width": "99"},
        {"prefill": "person.secret"},
        {"when_0": "[1]"},
        {"when_0": token("contact_phone", "x")},
    ],
)
def test_what_is_typed_wrongly_is_said_and_nothing_typed_is_lost(sent):
    officer, version = desk(), copied()
    more = {**WORDS, "most": 80, "hint_mn": "Тайлбар", "hint_en": "Help", **sent}
    if "hint_en" in sent:
        more["hint_mn"] = ""
    answer = changed(officer, version, "on/place/?kind=text", **more)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    kept = answer.context["form"]["label_en"].value()
    assert kept == more["label_en"]
    assert fresh(version).files == version.files


def test_choices_are_written_in_both_languages():
    officer, version = desk(), copied()
    for mn, en in (("Нэг\nХоёр", "One"), ("\n".join("абвг"[:2] * 60), "x\n" * 120), (" \n", " ")):
        sent = {**WORDS, "choices_mn": mn, "choices_en": en, "widget": "radio"}
        answer = changed(officer, version, "on/place/?kind=choice", **sent)
        assert answer.status_code == 422
    assert fresh(version).files == version.files


def test_a_draft_with_other_faults_is_built_on_and_one_without_a_form_is_not():
    officer, version = desk(), copied()
    broken = version.files["process.bpmn"].replace('targetRef="checked"', 'targetRef="nowhere"')
    shown = officer.get(address(version, "files/process.bpmn/"))
    officer.post(address(version, "files/process.bpmn/"), typed(shown, text=broken))
    page = html(officer.get(address(version, BUILDER)))
    assert "to_checked" in page
    assert "<iframe" not in page
    assert changed(officer, version, "one/contact_email/", label_mn="Хэдэн хүн?").status_code == 302
    shown = officer.get(address(version, "files/form.ui.json/"))
    officer.post(address(version, "files/form.ui.json/"), typed(shown, text='{"pages": 5}'))
    assert officer.get(address(version, BUILDER)).status_code == 200
    assert officer.get(address(version, f"{BUILDER}one/contact_email/")).status_code == 404


@pytest.mark.parametrize("strange", ['"\\ud800"', '"\\u0000"', "1e999", '"", "$comment": ""'])
def test_a_form_that_no_database_could_keep_is_not_built_on(strange):
    officer, version = desk(), copied()
    text = version.files["form.schema.json"].replace("{", f'{{"$comment": {strange},', 1)
    shown = officer.get(address(version, "files/form.schema.json/"))
    officer.post(address(version, "files/form.schema.json/"), typed(shown, text=text))
    kept = fresh(version).files

    assert officer.get(address(version, BUILDER)).status_code == 200
    page = address(version, f"{BUILDER}on/place/?kind=text")
    seen = officer.get(address(version, BUILDER)).context["form"]["seen"].value()
    answer = officer.post(
        page, {**WORDS, "most": 80, "width": "full", "need": "never", "seen": seen}
    )
    assert answer.status_code == 404
    assert fresh(version).files == kept


def test_a_change_of_the_form_after_the_review_makes_it_a_draft_again():
    officer, version = desk(), reviewed()
    assert changed(officer, version, "one/contact_email/", label_mn="Хэдэн хүн?").status_code == 302
    assert fresh(version).state == "draft"


def test_others_and_published_versions_stay_outside():
    version = copied()
    pages = ["", "new-page/", "papers-page/", "on/place/", "in/products/", "page/place/"]
    pages += [
        "page/place/gone/",
        "one/contact_email/",
        "one/had_certificate/choices/",
        "one/contact_email/gone/",
    ]
    for name in ("auditor", "agency.head", "officer.orkhon"):
        browser = desk(name)
        for page in pages:
            assert browser.get(address(version, BUILDER + page)).status_code == 403
            assert browser.post(address(version, BUILDER + page), {}).status_code in (403, 405)
        assert browser.post(address(version, f"{BUILDER}move/"), {}).status_code == 403
    officer = desk()
    for page in pages:
        assert officer.get(f"/desk/procedures/{KEY}/1/{BUILDER}{page}").status_code == 404
    assert officer.post(f"/desk/procedures/{KEY}/1/{BUILDER}move/", {}).status_code == 404
    for page in (
        "on/nothing/",
        "one/nothing/",
        "one/products.x.y/",
        "in/contact_email/",
        "page/x/",
    ):
        assert officer.get(address(version, BUILDER + page)).status_code == 404, page
    # It has its page for papers.
    assert officer.get(address(version, f"{BUILDER}papers-page/")).status_code == 404


def test_a_change_on_an_older_page_overwrites_nothing():
    officer, version = desk(), copied()
    page = address(version, f"{BUILDER}one/contact_email/")
    older = officer.get(page)
    assert officer.post(page, typed(older, label_mn="Нэг")).status_code == 302
    answer = officer.post(page, typed(older, label_mn="Хоёр"))
    assert answer.status_code == 422
    assert answer.context["form"]["label_mn"].value() == "Хоёр"
    assert form_of(version)[1]["fields"]["contact_email"]["label"]["mn"] == "Нэг"


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_kept_and_the_other_told():
    version = copied()
    officers, page = [desk(), desk()], address(version, f"{BUILDER}one/contact_email/")
    sent = [
        typed(officer.get(page), label_mn=words)
        for officer, words in zip(officers, ("Нэг", "Хоёр"), strict=True)
    ]
    start, ends = Barrier(2), []

    def go(officer, form):
        start.wait()
        try:
            ends.append(officer.post(page, form).status_code)
        finally:
            connection.close()

    threads = [Thread(target=go, args=pair) for pair in zip(officers, sent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == [302, 422]
    assert fresh(version).changes.filter(how="changed").count() == 1
