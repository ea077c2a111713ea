"""On English pages, Mongolian words out of drawings and tables are marked for who hears the page."""

from html.parser import HTMLParser

import pytest
from django.utils import translation
from django.utils.html import conditional_escape

from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.marking import CYRILLIC, Drawn, join, put
from kholboo.eservices.tests import desk as desks
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.stories import KEY
from kholboo.eservices.tests.test_procedures_desk import desk, html
from kholboo.eservices.tests.test_procedures_trial import begun, move

pytestmark = pytest.mark.django_db
VERSION = f"/en/desk/procedures/{KEY}/2/"
TRY = f"{VERSION}try/"
EMPTY = {"br", "hr", "img", "input", "link", "meta", "path", "use", "wbr", "source", "col"}
TYPED = {"textarea", "script", "style", "option"}


class Words(HTMLParser):
    """Cyrillic words of the main part that stand in no element marked as Mongolian."""

    def __init__(self):
        super().__init__()
        self.open, self.unmarked = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _lang in self.open}
        last = next((lang for _tag, lang in reversed(self.open) if lang), "en")
        if CYRILLIC.search(data) and "main" in tags and not tags & TYPED and last != "mn":
            self.unmarked.append(data.strip())


def unmarked(response):
    assert response.status_code in (200, 422)
    words = Words()
    words.feed(html(response))
    return words.unmarked


def test_the_version_in_words():
    page = desk("auditor").get(VERSION)

    assert '<span lang="mn">Төлбөрийн хэмжээ (ЖИШЭЭ)</span>' in html(page)
    assert unmarked(page) == []


def test_a_trial_on_its_whole_way():
    browser = desk()
    page = begun(browser, TRY)
    assert '<span lang="mn">' in html(page)
    found = unmarked(page)
    ends = (
        *(("check", "complete"), ("payment", ""), ("assign", "assigned"), ("sampling", "taken")),
        *(("laboratory", "within"), ("visit", "conforms"), ("draft", "granted")),
        *(("council", "agree"), ("decide", "granted")),
    )
    for step, outcome in ends:
        page = move(browser, page, step, at=TRY, **({"outcome": outcome} if outcome else {}))
        found += unmarked(page)

    assert page.context["trial"].ended
    assert found == []


def test_a_trial_whose_time_runs_out():
    browser = desk()
    page = move(browser, begun(browser, TRY), "check", at=TRY, outcome="complete")
    page = move(browser, page, at=TRY, days=60)

    assert page.context["trial"].ended
    assert unmarked(page) == []


def test_a_move_between_versions_and_the_drawing_of_an_application():
    old = moving.old_version()
    made = stories.brought_to("check", version=old)
    paying = stories.application(version=old)
    stories.checked(paying)
    new = moving.new_version(moving.second_files())
    moves = f"/en/desk/procedures/{moving.OTHER}/moves/"
    transfer = moving.asked(old, new)

    assert unmarked(desk("agency.head").get(f"{moves}{transfer.pk}/approve/")) == []
    officer = desks.desk("officer.orkhon")
    for one in (made, paying):
        assert unmarked(officer.get(f"/en/desk/services/{one.number}/drawing/")) == []


def test_marks_are_words_for_who_compares_them():
    said = put("“%(a)s” & %(b)s", {"a": Drawn("Төлбөр <1>"), "b": join(", ", (Drawn("а"), "b"))})

    assert said == "“Төлбөр <1>” & а, b"
    with translation.override("en"):
        said = put("“%(a)s” & %(b)s", {"a": Drawn("Ө <1>"), "b": join(", ", (Drawn("а"), "b"))})
        assert conditional_escape(said) == (
            '“<span lang="mn">Ө &lt;1&gt;</span>” &amp; <span lang="mn">а</span>, b'
        )
    with translation.override("mn"):
        assert conditional_escape(Drawn("Ө <1>")) == "Ө &lt;1&gt;"


def test_a_fault_marks_the_names_of_a_table():
    fault = Problem("rules_gap", facts=(("where", "Зөрчил < 3"),))

    with translation.override("en"):
        assert fault.message == "No rule fits: Зөрчил < 3."
        assert conditional_escape(fault.message) == (
            'No rule fits: <span lang="mn">Зөрчил &lt; 3</span>.'
        )
