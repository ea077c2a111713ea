"""A question more, by forms alone: added, seen on the phone, reviewed, put in force from a day.

Who applies from that day on is asked it; who applied before is not.
"""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.ahead import days_ahead
from tests.journeys.browser import DESK
from tests.journeys.certification import Administrator, Bakery
from tests.journeys.people import Demo
from tests.journeys.permit import Permit

pytestmark = pytest.mark.without_worker
QUESTION = {"label_mn": "Хэн хэрэглэх вэ?", "label_en": "Who will use it?"}
CHOICES = {"choices_mn": "Өөрөө\nБусад", "choices_en": "Myself\nOthers"}
# In days. Were it tomorrow, a midnight in the middle of the test would bring it too early.
LATER = 2
ASKED, OTHERS = QUESTION["label_mn"], "others"


class Builder(Administrator):
    """Who changes the form of a draft."""

    def takes_in(self, packed):
        """The address of the draft that the files make."""
        self.go("/desk/procedures/new/")
        self.page.locator("[name=handed]").set_input_files(packed)
        self.turns()
        self.sees("main .notice-good")
        return self.path()

    def adds_question(self, draft, page, **words):
        self.go(f"{draft}questions/")
        self.turns(f"main a[href$='/questions/on/{page}/']")
        self.turns("main a[href='?kind=choice']")
        self.fill(**words)
        self.press()
        self.page.wait_for_url(f"**{draft}questions/?page={page}**")

    def asks_only_when(self, question, answer):
        self.press(f"main a[href$='/questions/one/{question}/']")
        self.page.locator("[name=when_0]").select_option(label=answer)
        self.press()
        self.page.wait_for_url("**/questions/?page=**")

    def phone(self):
        """What an applicant would see, in the frame beside."""
        return self.page.frame_locator(".phone-frame").locator("main")


class Applicant(Bakery, Demo):
    def begins_for_myself(self, key, *, at="about"):
        self.go(f"/services/online/{key}/start/")
        self.choose("who", "myself")
        self.press()
        self.page.wait_for_url(f"**/{at}/")

    def goes_on(self, page, **answers):
        for name, value in answers.items():
            self.answers(name, value)
        self.press()
        self.page.wait_for_url(f"**/{page}/")


def today():
    """The agency's day, with a minute left of it: what is dated with it is also sent on it."""
    now = datetime.now(ZoneInfo("Asia/Ulaanbaatar"))
    if (now + timedelta(minutes=1)).date() != now.date():
        time.sleep(60)
        now += timedelta(minutes=1)
    return now.date()


def test_a_question_is_asked_from_its_day_on_and_of_nobody_before(window, product):
    permit = Permit()
    with days_ahead(product, LATER) as later:
        desk, citizen = Builder(window(viewport=DESK)), Applicant(window())
        desk.enters_as("Заяа")
        first = desk.takes_in(permit.packed())
        desk.enters_as("Энхээ")
        desk.reviews(first)
        desk.publishes(first, today())
        citizen.enters_as("Дулмаа")
        citizen.begins_for_myself(permit.key)
        citizen.goes_on("more", what="Жин", had_one="no")
        expect(citizen.page.locator("[name=number]")).to_be_hidden()
        citizen.goes_on("check", why="Шинэ дэлгүүр")
        running = citizen.sends_application()

        desk.enters_as("Заяа")
        draft = desk.drafts(permit.key, 1)
        desk.adds_question(draft, "about", **QUESTION, **CHOICES)
        desk.phone().get_by_text(ASKED).wait_for()
        desk.asks_only_when("number", f"{ASKED}: Бусад")
        desk.is_told(f"{ASKED}: Бусад")
        desk.enters_as("Энхээ")
        desk.go(draft)
        desk.is_told(f"«{ASKED}» асуулт нэмэгдсэн")
        desk.reviews(draft)
        desk.publishes(draft, today() + timedelta(days=LATER))

        # Nothing is otherwise yet; from its day on who has not sent it is told what is new.
        citizen.begins_for_myself(permit.key)
        assert ASKED not in citizen.reads()
        late = Applicant(window(later()))
        late.enters_as("Дулмаа")
        late.begins_for_myself(permit.key, at="moved")
        late.is_told(ASKED)
        late.goes_on("about")
        late.goes_on("more", what="Жин", had_one="no", who_will_use_it=OTHERS)
        expect(late.page.locator("[name=number]")).to_be_visible()
        late.looks_after(running, "running")
        sent = late.page.locator("main").text_content()  # what was sent lies folded up
        assert "Шинэ дэлгүүр" in sent
        assert ASKED not in sent
