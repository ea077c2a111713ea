"""An editor's news: written in the real rooms, read by a second person, on one site at once."""

import random
import re
import urllib.error
import urllib.request
from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.browser import DESK
from tests.journeys.people import Demo


def picture():
    """Of a colour of its own: Wagtail asks what to do with a picture it has already."""
    content = BytesIO()
    Image.new("RGB", (1200, 900), tuple(random.randbytes(3))).save(content, "JPEG")
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


# The answer to the first draft that is saved by itself is on its way until `arrives` is called.
SLOW_ANSWER = """() => {
  const asks = self.fetch;
  self.fetch = async (...wishes) => {
    const answer = await asks(...wishes);
    if (`${wishes[0]}`.includes("/pages/add/")) await new Promise((done) => { self.arrives = done; });
    return answer;
  };
}"""
SIDES = """() => ["x", "y", "width", "height"].map(
  (side) => Number(document.querySelector(`#id_focal_point_${side}`).value)
)"""


class Editor(Demo):
    """Somebody in the editors' rooms."""

    def opens(self, title):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=title, exact=True).first.click()

    def begins_news(self):
        self.go("/cms/pages/")
        home = self.page.locator("tr", has_text="Орхон аймгийн")
        home.locator("a[href^='/cms/pages/']:not([href*=edit])").last.click()
        news = self.page.locator("a[href$='/edit/']", has_text=re.compile(r"^\s*Мэдээ\s*$"))
        self.go(news.get_attribute("href").replace("/edit/", "/add_subpage/"))
        self.page.locator("[name=title]").wait_for()

    def chooses_picture(self, words):
        self.page.locator("#id_picture-chooser [data-chooser-action-choose]").first.click()
        box = self.page.locator(".modal-dialog")
        box.locator("#tab-label-upload").click()
        form = box.locator("form[data-chooser-modal-creation-form]")
        form.locator("input[type=file]").set_input_files(picture())
        form.locator("[name$=-title]").fill("Жин")
        form.locator("[name$=-description]").fill(words)
        form.locator("[type=submit]").click()
        self.page.locator("#id_picture-chooser:not(.blank)").wait_for()

    def frames_what_matters(self):
        """Draw a box on the newest picture; its sides as drawn, and as the server keeps them."""
        self.go("/cms/images/")
        self.turns("a.image-choice")
        area = self.page.locator(".jcrop-holder")
        area.scroll_into_view_if_needed()
        box = area.bounding_box()
        self.page.mouse.move(box["x"] + 60, box["y"] + 60)
        self.page.mouse.down()
        for step in (90, 120, 180):
            self.page.mouse.move(box["x"] + step, box["y"] + step)
        self.page.mouse.up()
        self.page.wait_for_function(f"() => ({SIDES})().every(Boolean)")
        drawn, form = self.page.evaluate(SIDES), self.page.locator("#w-editor-form")
        picture = form.get_attribute("action")
        with self.page.expect_navigation():
            form.locator("button[type=submit]").click()
        self.go(picture)
        return drawn, self.page.evaluate(SIDES)

    def checks(self):
        """What the checker of the page says of its words and of hindrances."""
        self.page.locator("[data-side-panel-toggle=checks]").click()
        panel = self.page.locator("[data-side-panel=checks]")
        # It reads the preview, which comes by itself.
        panel.get_by_text(re.compile(r"^\s*[1-9]\d*\s*$")).first.wait_for()
        return " ".join(panel.inner_text().split())

    def writes(self, words):
        block = self.page.locator("[data-contentpath=body]")
        block.get_by_role("button", name="Хэсэг нэмэх").first.click()
        self.page.get_by_role("option", name="бичвэр").or_(
            self.page.locator(".w-combobox__option", has_text="бичвэр")
        ).first.click()
        text = block.locator("[contenteditable=true]")
        text.press_sequentially(words, delay=5)
        # Typed words reach the form a moment later.
        kept = "words => document.querySelector('[name=body-0-value]').value.includes(words)"
        self.page.wait_for_function(kept, arg=words)

    def sends_for_review(self):
        """While the draft is being saved by itself: who is quick makes no second page."""
        self.page.wait_for_function("() => self.arrives")
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator("button[name=action-submit]").click()
        with self.page.expect_navigation():
            self.page.evaluate("() => self.arrives()")
        expect(self.page.locator(".messages .success")).to_be_visible()
        assert self.page.locator(".error-message:visible").all_inner_texts() == []

    def approves(self):
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        with self.page.expect_navigation():
            self.page.locator("[data-workflow-action-name=approve]").click()


def reader(product, host):
    """What a reader of this site gets: status and words of a path."""
    port = urlsplit(product.url).port

    def read(path):
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers={"Host": f"{host}:{port}"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    return read


def test_news_of_one_office_appears_on_its_site_at_once_and_on_no_other(window, product):
    editor, head = Editor(window(viewport=DESK)), Editor(window(viewport=DESK))
    title = f"Шинэ жин ирлээ {random.randrange(10**6):06}"
    here = reader(product, "orkhon.localhost")
    editor.enters_as("Номин")
    editor.begins_news()
    editor.page.evaluate(SLOW_ANSWER)
    editor.page.locator("[name=title]").fill(title)
    editor.page.locator("[name=lead]").fill("Хэлтэст шинэ жин ирлээ.")
    editor.chooses_picture("Ширээн дээрх улаан жин")
    editor.writes("Бид өнөөдөр шинэ жин хүлээн авлаа.")
    editor.sends_for_review()
    drawn, kept = editor.frames_what_matters()
    assert min(drawn) > 0
    assert kept == drawn
    assert title not in here("/news/")[1]  # kept once before it changes

    head.enters_as("Ганаа")
    head.go("/cms/")
    head.opens(title)
    assert re.search(r"Олдсон асуудал 0$", head.checks())
    head.approves()

    # The first who asks after the answer to the approval: nobody has to wait for it.
    assert title in here("/news/")[1]
    for host in ("localhost", "uvs.localhost"):
        assert title not in reader(product, host)("/news/")[1]
    path = re.search(rf'href="([^"]+)">{title}<', here("/news/")[1])[1]
    status, page = here(urlsplit(path).path)
    assert status == 200
    assert 'alt="Ширээн дээрх улаан жин"' in page
    assert 'type="image/avif"' in page
    assert 'type="image/webp"' in page
    assert "Бид өнөөдөр шинэ жин хүлээн авлаа." in page
