"""`make tour`: a browser walks the main stories and leaves numbered pictures in var/tour/.

    BASE_URL=http://localhost:8000 make tour

walks through a product of this folder that runs already; otherwise one is started and stopped
again. Every stop is taken twice, as a phone (390 px) and as a desk (1280 px) shows it.
"""

import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from launch.place import ROOT
from tests.journeys import walk
from tests.journeys import way_of_bread as bread_way
from tests.journeys.browser import DESK, PHONE, opened_browser, opened_page
from tests.journeys.certification import Administrator, Bakery, Bread, Worker
from tests.journeys.people import Citizen, Demo, Officer, Someone, Story
from tests.journeys.product import given_product, running_product

FOLDER = ROOT / "var" / "tour"
COLOURS = 128  # of the picture for the README; more than the pages have


class Camera:
    """Numbers the stops; the window goes back to the width its person has."""

    def __init__(self, folder):
        self.folder, self.stop, self.taken = folder, 0, {}

    def of(self, page):
        def seen(name):
            self.stop += 1
            before = page.viewport_size
            for size in (PHONE, DESK):
                page.set_viewport_size(size)
                file = self.folder / f"{self.stop:02}-{name}-{size['width']}.png"
                page.screenshot(path=file, full_page=True, animations="disabled")
                self.taken[name, size["width"]] = file
            page.set_viewport_size(before)

        return seen


def walk_through(browser, product, camera):
    with ExitStack() as stack:

        def window(origin=product.url, **wishes):
            return stack.enter_context(opened_page(browser, origin, **wishes))

        phone, desk = window(), window(viewport=DESK)
        citizen, officer = (
            Citizen(phone, seen=camera.of(phone)),
            Officer(desk, seen=camera.of(desk)),
        )
        story = Story()
        receipt, _sms = walk.tell(citizen, product, story)
        walk.take_and_ask(officer, receipt)
        walk.reply(citizen, product, story)
        walk.answer(officer, receipt)
        walk.read(citizen, product, story, receipt)
        walk.rate_and_reopen(citizen, receipt)
        officer.go(f"/desk/{receipt.number}/")
        officer.seen("case-reopened")
        look_around(window, camera)
        certify(window, product, camera)


def look_around(window, camera):
    """Pages beside the story: other roles, English, the dark."""
    for name, path, stop in (
        ("Ганаа", "/desk/?queue=unit", "head"),
        ("Оюун", "/desk/new/", "operator"),
        ("Мөнх", "/audit/", "auditor"),
        ("Заяа", "/deliveries/", "deliveries"),
    ):
        page = window(viewport=DESK)
        person = Demo(page, seen=camera.of(page))
        person.enters_as(name)
        person.go(path)
        person.seen(stop)
    dark = window(color_scheme="dark")
    reader = Demo(dark, prefix="/en", seen=camera.of(dark))
    for path, stop in (
        ("/", "english-dark"),
        ("/track/", "track-dark"),
        ("/patterns/", "patterns"),
    ):
        reader.go(path)
        reader.seen(stop)


def certify(window, product, camera):
    """A bakery's bread, and the procedure that changes meanwhile."""

    def sits(kind, **wishes):
        page = window(**wishes)
        return kind(page, seen=camera.of(page))

    bread, bakery, worker = Bread(), sits(Bakery), sits(Worker, viewport=DESK)
    number = bread_way.apply(bakery, worker, product, bread)
    bread_way.check(worker, bakery, number)
    bread_way.pay(bakery, Someone(window(product.env["QPAY_PAGE"])), number)
    bread_way.examine(worker, number)
    bread_way.change_procedure(sits(Administrator, viewport=DESK), bread_way.later())
    bread_way.decide(worker, number)
    bakery.looks_after(number, "granted")
    bread_way.certificate(bakery)


def put_together(left, right, file):
    """A phone and a desk side by side, as the README shows them."""
    with Image.open(left) as phone, Image.open(right) as desk:
        height = 900
        phone_part = phone.convert("RGB").crop((0, 0, phone.width, min(phone.height, height)))
        desk_part = desk.convert("RGB").crop((0, 0, desk.width, min(desk.height, height)))
        edge = 24
        whole = Image.new(
            "RGB", (phone_part.width + desk_part.width + 3 * edge, height + 2 * edge), "#e7ecf3"
        )
        whole.paste(phone_part, (edge, edge))
        whole.paste(desk_part, (phone_part.width + 2 * edge, edge))
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.quantize(COLOURS).save(file, optimize=True)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    camera = Camera(FOLDER)
    with ExitStack() as stack:
        given = os.environ.get("BASE_URL")
        product = given_product(given) if given else stack.enter_context(running_product())
        browser = stack.enter_context(opened_browser())
        walk_through(browser, product, camera)
    together = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "story.png"
    put_together(camera.taken["story", PHONE["width"]], camera.taken["replied", 1280], together)
    print(f"{len(camera.taken)} pictures are in {FOLDER}")  # noqa: T201


if __name__ == "__main__":
    main()
