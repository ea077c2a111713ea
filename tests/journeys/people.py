"""What a citizen and an officer do on the pages, by the doors a person uses.

Fields are found by their names and choices by their values, so the same steps walk the
Mongolian and the English pages. `seen` is called at every stop worth a picture.
"""

import random
import re
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import expect

NUMBER = re.compile(r"\b\d{2}-\d{6}-\d\b")
LINK = re.compile(r"https?://\S+/open/\S+")
SECRET = re.compile(r"\b\d{4} \d{4} \d{4}\b")
NUMBERS_OF = "rows => rows.map((row) => row.textContent.match(/\\d{2}-\\d{6}-\\d/)[0])"
MAIN_BUTTON = "main form:not([role=search]) .button-primary"


@dataclass
class Story:
    """What one citizen has to say, and whom to call back."""

    # Of its own, so that a search for it finds this story alone.
    phone: str = field(default_factory=lambda: f"99{random.randrange(10**6):06}")
    email: str = ""
    text: str = (
        "Орхон, Баян-Өндөр сумын захад махны дэлгүүрийн жин 5 кг тутамд 300 грамм дутуу "
        "жигнэдэг. Долоо хоногт хоёр удаа шалгалаа."
    )
    wish: str = "Жинг шалгаж, дутуу жигнэсэн мөнгийг буцаалгана уу."
    kind: str = "complaint"
    service: str = "verification"
    place: str = "orkhon"
    family_name: str = "Дорж"
    given_name: str = "Цэцэг"
    address: str = "Орхон, Жаргалант сум, 2-р баг"

    @property
    def reply_by(self):
        return "email" if self.email else "sms"


@dataclass(frozen=True)
class Receipt:
    number: str
    secret: str


def photo():
    """A scale photographed with a phone: a real JPEG for an <input type=file>."""
    picture = Image.new("RGB", (1200, 900), "#cfc6b4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 640, 1200, 900), fill="#8d6b4a")
    pen.rounded_rectangle((390, 190, 810, 420), 30, fill="#a8412f")
    pen.rounded_rectangle((310, 420, 890, 470), 12, fill="#e3e7ea")
    pen.polygon([(390, 470), (810, 470), (880, 700), (320, 700)], fill="#394a5a")
    pen.rectangle((470, 540, 730, 640), fill="#14241a")
    pen.text((510, 550), "4.70", fill="#9bea7a", font_size=72)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return {"name": "жин.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Someone:
    """A person in front of a window. `prefix` is "/en" for who reads English."""

    def __init__(self, page, *, prefix="", seen=None):
        self.page, self.prefix = page, prefix
        self.seen = seen or (lambda name: None)

    def go(self, path):
        answer = self.page.goto(f"{self.prefix}{path}")
        assert answer.status == 200, f"{path} answered {answer.status}"

    def press(self, what=MAIN_BUTTON):
        self.page.locator(what).first.click()

    def turns(self, what=MAIN_BUTTON):
        """Press what brings another page, at this address too, and wait until that page stands."""
        with self.page.expect_navigation():
            self.press(what)

    def fill(self, **fields):
        for name, words in fields.items():
            self.page.locator(f"main [name={name}]:not([type=hidden])").fill(words)

    def choose(self, name, value):
        """Where the label is, as a finger does, whichever of label and radio lies on top there."""
        field = self.page.locator(f"main input[name={name}][value='{value}']")
        self.page.locator(f"main label[for='{field.get_attribute('id')}']").click(force=True)
        expect(field).to_be_checked()

    def reads(self):
        return self.page.locator("main").inner_text()

    def is_told(self, *sentences):
        """What the page says, or will in a moment (`reads` is for a page that stands already)."""
        for words in sentences:
            expect(self.page.locator("main")).to_contain_text(words, use_inner_text=True)

    def sees(self, what):
        """The first such part of the page."""
        expect(self.page.locator(what).first).to_be_visible()

    def at(self, path):
        """Wait for a page with another address than the one before."""
        self.page.wait_for_url(f"**{self.prefix}{path}")

    def path(self):
        """Where this person is, as `go` takes it."""
        return urlsplit(self.page.url).path.removeprefix(self.prefix)

    def receipt(self):
        values = self.page.locator("main .number-value").all()
        number, secret = ["".join(one.locator("span").all_inner_texts()) for one in values[:2]]
        assert NUMBER.fullmatch(number), number
        assert re.fullmatch(r"\d{12}", secret), secret
        return Receipt(number, secret)


class Citizen(Someone):
    def tells(self, story, *, with_photo=True):
        """From the first page to the check page."""
        self.begins_story(story)
        self.press()
        self.at("/feedback/files/")
        self.adds(photo() if with_photo else None)
        self.press()
        self.at("/feedback/who/")
        self.seen("who")
        self.press("button[name=who][value=person]")
        self.at("/feedback/you/")
        self.says_who(story)
        self.press()
        self.at("/feedback/check/")
        self.seen("check")

    def begins_story(self, story):
        """From the first page to the words, typed and not sent yet."""
        self.go("/")
        self.seen("home")
        self.press(f"a.kind[href*='kind={story.kind}']")
        self.at(f"/feedback/service/?kind={story.kind}")
        self.seen("service")
        self.press(f"button[name=service][value={story.service}]")
        self.at("/feedback/place/")
        self.page.locator("[name=place]").select_option(story.place)
        self.seen("place")
        self.press()
        self.at("/feedback/story/")
        self.fill(text=story.text, wish=story.wish)
        self.seen("story")

    def adds(self, file):
        if file:
            self.page.locator("input[type=file][name=files]").set_input_files(file)
            self.turns("button[name=go][value=stay]")
            self.sees(".file-row")
        self.seen("files")

    def says_who(self, story):
        self.fill(family_name=story.family_name, given_name=story.given_name, address=story.address)
        self.fill(**{"email": story.email} if story.email else {"phone": story.phone})
        self.choose("reply_by", story.reply_by)
        self.seen("you")

    def sends(self):
        """Press send; the number and secret the page gives for it."""
        self.press()
        self.at("/feedback/sent/")
        self.seen("sent")
        return self.receipt()

    def opens(self, receipt):
        """With number and secret typed."""
        self.go("/track/")
        self.fill(number=receipt.number, secret=receipt.secret)
        self.press()
        self.at(f"/track/{receipt.number}/")

    def opens_link(self, message):
        """The link of an SMS or letter."""
        self.page.goto(LINK.search(message)[0])

    def replies(self, words):
        self.fill(text=words)
        self.seen("question")
        self.turns("form[action$='/message/'] button[type=submit]")
        self.sees(".notice-good")

    def rates(self, *, solved, score, words):
        self.choose("solved", solved)
        self.choose("score", str(score))
        self.fill(words=words)
        self.seen("rating")
        self.turns("form[action$='/rating/'] button[type=submit]")
        self.sees(".notice-good")

    def reopens(self, reason):
        self.press("#reopening > summary")
        self.fill(reason=reason)
        self.seen("reopening")
        self.turns("form[action$='/reopening/'] button[type=submit]")
        self.sees(".notice-good")


class Demo(Someone):
    """Enters by a demo door."""

    def enters_as(self, name):
        """`name` is a given name on the page of demo doors."""
        self.go("/account/demo/")
        row = self.page.locator("main li", has=self.page.get_by_text(f"Жишээ {name}"))
        row.locator("button").click()
        self.page.wait_for_url(lambda address: "/demo/" not in address)


class Officer(Demo):
    def finds(self, number, *, queue="unassigned"):
        """The row of the case in a queue of the desk; AssertionError when it is not there."""
        self.go(f"/desk/?queue={queue}")
        self.seen("desk")
        row = self.page.locator("[data-row]", has_text=number)
        # What other journeys left is due sooner and stands before it.
        while not row.count() and (onward := self.page.locator(".pages a[rel=next]")).count():
            self.go(urlsplit(onward.get_attribute("href"))._replace(scheme="", netloc="").geturl())
        row.wait_for()
        return row

    def searches(self, words):
        """The numbers found among all cases of the office."""
        self.go(f"/desk/?queue=all&q={words}")
        return self.page.locator("[data-row]").evaluate_all(NUMBERS_OF)

    def opens_row(self, row, number):
        row.locator("a.case-open").click()
        self.at(f"/desk/{number}/")
        self.seen("case")

    def door(self, number, act):
        """Open the form of an action: in place with JavaScript, on its own page without."""
        self.press(f".case-doors a[href$='/{number}/{act}/']")
        self.page.locator(f"#panel form[action$='/{act}/']").wait_for()

    def takes(self, number):
        self.door(number, "take")
        self.sends_panel(number)

    def registers(self, number):
        self.door(number, "register")
        self.sends_panel(number)

    def asks(self, number, words):
        self.door(number, "ask")
        self.fill(text=words)
        self.seen("asking")
        self.sends_panel(number)

    def notes(self, number, words):
        self.door(number, "note")
        self.fill(text=words)
        self.sends_panel(number)

    def sends_panel(self, number):
        self.turns("#panel .button-primary")
        self.at(f"/desk/{number}/")
        self.sees("main .notice-good")

    def answers(self, number, **decision):
        self.writes_answer(number, **decision)
        self.press("button[name=step][value=send]")
        self.at(f"/desk/{number}/")

    def writes_answer(self, number, *, outcome, text, ground=""):
        """As far as the preview."""
        self.press(f".case-doors a[href$='/{number}/answer/']")
        self.at(f"/desk/{number}/answer/")
        self.choose("outcome", outcome)
        self.fill(text=text, ground=ground)
        self.seen("answering")
        self.turns("button[name=step][value=preview]")
        self.sees("button[name=step][value=send]")
        self.seen("preview")

    def may(self, path):
        """Whether the page of an act is open to this person in the case's present state."""
        return self.page.request.get(path).status == 200


class Operator(Demo):
    def begins_call(self, phone):
        """Type the caller's number and press the one button of the page."""
        self.go("/desk/hotline/")
        self.fill(phone=phone)
        self.press()
        self.page.wait_for_url("**/desk/hotline/calls/*/")
