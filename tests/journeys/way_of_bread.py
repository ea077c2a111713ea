"""How bread is certified, in chapters; the test checks between them, the tour takes pictures."""

import time
from datetime import date

from tests.journeys.certification import MOISTURE
from tests.journeys.people import photo

SEALED_WITHIN = 120.0  # seconds on a busy machine

GROUND = "Сорилтын үзүүлэлт хязгаартаа, үзлэгээр зөрчил илрээгүй."
VISITED = "Үйлдвэрт үзлэг хийлээ. Ариун цэврийн нөхцөл хангалттай, жин баталгаатай."
WRONG = "Үйлдвэрийн хаягийг тоот, давхартай нь дэлгэрэнгүй бичнэ үү."
FINAL = "Эцсийн шийдвэр"
ADDRESS = "Баян-Өндөр сум, Үйлдвэрийн гудамж 1, 2 давхар"


def apply(bakery, counter, product, bread):
    """From the list of services to the number of the application."""
    bakery.finds_service()
    bakery.signs_in(product, bread)
    bakery.names_organisation(bread)
    counter.enters_as("Болд")
    counter.confirms(bread)
    bakery.begins(bread)
    bakery.fills(bread)
    return bakery.sends_application()


def check(officer, bakery, number):
    """One answer goes back to the bakery and comes better; then the papers are complete."""
    officer.enters_as("Болд")
    officer.opens_step(number)
    officer.declares()
    officer.returns(number, "production_address", WRONG)
    bakery.puts_right(number, production_address=ADDRESS)
    officer.opens_step(number)
    officer.does(number, "checking", ticks=["letter", "label"], outcome="complete")


def pay(bakery, bank, number):
    """On the page of the bill; the money itself moves in the app of a bank."""
    bakery.looks_after(number, "to-pay")
    bank.page.goto(bakery.opens_bill())
    bank.press("form.drop button")
    bakery.is_thanked(number)


def examine(worker, number):
    """An expert is named, takes two samples and visits; the laboratory measures both."""
    worker.enters_as("Ганаа")
    worker.opens_step(number)
    expert = worker.page.locator("[name=expert] option", has_text="Саруул")
    worker.page.locator("[name=expert]").select_option(expert.get_attribute("value"))
    worker.does(number, "naming")
    worker.enters_as("Саруул")
    worker.opens_step(number)
    worker.does(
        number, "sampling", what_0="Талх, 600 г", batch_0="A-1", what_1="Талх, 600 г", batch_1="A-2"
    )
    worker.opens_step(number)
    worker.declares()
    worker.does(
        number,
        "visiting",
        ticks=["hygiene", "scales"],
        outcome="conforms",
        note=VISITED,
        files=[photo()],
    )
    worker.enters_as("Туяа")
    for _sample in range(2):
        worker.opens_step(number)
        worker.does(number, "measuring", **MOISTURE)


def decide(worker, number):
    """The expert drafts what the table proposes; the head decides."""
    worker.enters_as("Саруул")
    worker.opens_step(number)
    worker.does(number, "drafting", outcome="granted")
    worker.enters_as("Ганаа")
    worker.opens_step(number)
    worker.declares()
    worker.does(number, "deciding", outcome="granted", ground=GROUND)
    worker.seen("decided")


def change_procedure(administrator, day):
    """A later version with another decision step: drafted, reviewed by another, put in force."""
    administrator.enters_as("Заяа")
    draft = administrator.drafts("product-certification", 2)
    administrator.changes_step(draft, "decide", title_mn=FINAL, title_en="Final decision", days="4")
    administrator.enters_as("Энхээ")
    administrator.reviews(draft)
    administrator.publishes(draft, day)
    administrator.seen("published")


def later():
    """A day after every version of the demonstration began."""
    return date(date.today().year + 2, 2, 1)  # noqa: DTZ011


def certificate(bakery):
    """Its page, and the sealed paper that a job makes a moment after the decision."""
    bakery.press("main a[href*='/registers/certificates/']")
    bakery.page.wait_for_url("**/registers/certificates/*/")
    deadline = time.monotonic() + SEALED_WITHIN
    link = bakery.page.locator("main a[href$='/paper/']")
    while not link.count():
        assert time.monotonic() < deadline, "The certificate was not sealed in time."
        bakery.page.wait_for_timeout(200)
        bakery.page.reload()
    bakery.seen("certificate")
    return bakery.page.request.get(link.get_attribute("href"))


def verify(buyer, bakery):
    """A stranger reads the code off the bakery's screen."""
    code = bakery.page.locator("main .qr svg").screenshot()
    picture = {"name": "code.png", "mimeType": "image/png", "buffer": code}
    buyer.go("/scan/")
    buyer.page.locator("[data-scan-picture]").set_input_files(picture)
    buyer.page.wait_for_url("**/verify/*/")
    buyer.sees(".verdict-good")
    buyer.seen("verdict")
