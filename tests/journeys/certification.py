"""A bakery wants its bread certified: what its people and ours do on the pages.

Names of fields and values of choices are those of the procedure of the demonstration.
"""

import random
import re
from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.journeys.people import Citizen, Demo, Story, photo

SERVICE = "/services/online/product-certification/"
CODE = re.compile(r"(?<![\d-])\d{6}(?![\d-])")
PAPERS = ("request_letter", "state_registration", "label_design")
MOISTURE = {
    "what_0": "Чийг", "value_0": "44.5", "unit_0": "%", "most_0": "48", "clause_0": "MNS 9999, 5.2",
}  # fmt: skip


@dataclass
class Bread:
    """What is to be certified, and whose it is; each of its own, so that it is found alone."""

    phone: str = field(default_factory=lambda: Story().phone)
    register: str = field(default_factory=lambda: f"{random.randrange(5_000_000, 7_000_000)}")
    organisation: str = ""
    name: str = ""

    def __post_init__(self):
        self.organisation = self.organisation or f"Атар талх {self.register} ХХК"
        self.name = self.name or f"Атар талх {self.register}"

    @property
    def answers(self):
        """Page by page: what is typed and what is chosen."""
        return {
            "organisation": {"contact_name": "Дорж Цэцэг"},
            "products": {
                "products-0-name": self.name,
                "products-0-kind": "bread",
                "products-0-standard": "MNS 9999 : 2020",
                "products-0-composition": "Улаан буудайн гурил, ус, давс, мөөгөнцөр",
            },
            "place": {
                "production_aimag": "orkhon",
                "production_address": "Баян-Өндөр сум, Үйлдвэрийн гудамж 1",
                "workers": "12",
            },
            "previous": {"had_certificate": "no"},
        }


class Bakery(Citizen):
    """Somebody of the bakery, with a phone in the hand."""

    def finds_service(self):
        self.go("/services/online/")
        self.seen("services")
        self.press(f"main a[href$='{SERVICE}']")
        self.at(SERVICE)
        self.seen("service")

    def signs_in(self, product, bread):
        """With the code of an SMS, on the way to the form; then one says whom one speaks for."""
        self.press("main a[href$='/start/']")
        self.page.wait_for_url("**/account/login/**")
        self.fill(address=bread.phone)
        self.press()
        self.fill(code=CODE.search(product.wait_for_text(bread.phone))[0])
        self.press()
        self.at(f"{SERVICE}start/")

    def names_organisation(self, bread):
        self.turns("main a[href$='/organisations/add/']")
        self.fill(register=bread.register, name=bread.organisation, position="захирал")
        self.press()
        self.at("/account/")
        self.seen("word-given")

    def begins(self, bread):
        self.go(f"{SERVICE}start/")
        self.seen("for-whom")
        self.page.locator("main label", has_text=bread.register).click()
        self.press()
        self.page.wait_for_url("**/organisation/")

    def fills(self, bread):
        for page, answers in bread.answers.items():
            self.page.wait_for_url(f"**/{page}/")
            for name, value in answers.items():
                self.answers(name, value)
            self.seen(page)
            self.press()
        self.page.wait_for_url("**/documents/")
        for paper in PAPERS:
            self.page.locator(f"input[name={paper}]").set_input_files(photo())
        self.seen("documents")
        self.press()
        self.page.wait_for_url("**/declaration/")
        self.page.locator("[name=declaration]").check(force=True)
        self.turns()
        self.page.wait_for_url("**/check/")
        self.seen("check")

    def answers(self, name, value):
        field = self.page.locator(f"main [name={name}]:not([type=hidden])").first
        kind = field.evaluate("(one) => one.type")
        if kind == "radio":
            self.choose(name, value)
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def sends_application(self):
        """The number of the application."""
        self.press()
        self.page.wait_for_url("**/sent/")
        self.seen("sent")
        parts = self.page.locator("main .number-value").first.locator("span").all_inner_texts()
        self.press("main a[href*='/services/mine/']")
        self.follows("".join(parts))
        return "".join(parts)

    def follows(self, number):
        self.at(f"/services/mine/{number}/")

    def looks_after(self, number, name):
        self.go(f"/services/mine/{number}/")
        self.seen(name)

    def opens_bill(self):
        """The payer's page; the address that opens the app of the first bank."""
        self.turns("main a[href*='/payments/']")
        self.sees("a.bank")
        self.seen("bill")
        return self.page.locator("a.bank").first.get_attribute("href")

    def is_thanked(self, number):
        """The page tells by itself that the money came."""
        self.sees("#standing .notice-good")
        self.seen("paid")
        self.press(f"main a[href$='/services/mine/{number}/']")
        self.follows(number)

    def puts_right(self, number, **answers):
        self.go(f"/services/mine/{number}/")
        self.press(f"main a[href$='/{number}/complete/']")
        self.at(f"/services/mine/{number}/complete/")
        for name, value in answers.items():
            self.answers(name, value)
        self.seen("completing")
        self.press()
        self.follows(number)
        self.seen("completed")


class Worker(Demo):
    """Officer, expert, laboratory, head: who does steps of an application."""

    def opens_step(self, number):
        """The first step of this application in the queue of one's role; its title."""
        self.go("/desk/services/")
        self.seen("queue")
        row = self.page.locator("[data-row]", has_text=number)
        if not row.count():
            self.go("/desk/services/?queue=mine")
        link = row.first.locator("a.task-open")
        title = link.inner_text()
        link.click()
        self.page.wait_for_url(f"**/desk/services/{number}/steps/*/")
        return title

    def declares(self):
        self.seen("declaring")
        self.choose("has_conflict", "no")
        self.turns("form[action$='/declare/'] .button-primary")
        expect(self.page.locator("#declare-title")).to_have_count(0)

    def does(self, number, name, *, ticks=(), outcome="", files=(), **words):
        """Fill the step that stands open, and finish it."""
        for value in ticks:
            self.page.locator(f"[name=checked][value={value}]").check(force=True)
        if outcome:
            self.choose("outcome", outcome)
        self.fill(**words)
        if files:
            self.page.locator("[name=photos]").set_input_files(list(files))
        self.seen(name)
        self.finishes(number)

    def finishes(self, number):
        self.turns()
        self.at(f"/desk/services/{number}/")
        self.sees("main .notice-good")

    def returns(self, number, question, words):
        """Ask the applicant to put one answer right."""
        self.turns("main a[href$='/return/']")
        self.page.locator(f"[name=questions][value='{question}']").check(force=True)
        self.fill(text=words)
        self.seen("returning")
        self.finishes(number)

    def confirms(self, bread):
        """The letter of the organisation lies on the counter."""
        self.go("/agency/representatives/")
        self.fill(register=bread.register)
        self.turns()
        self.seen("representatives")
        self.turns("[data-row] a")
        self.fill(paper="№ 14, 2026.11.20")
        self.seen("representative")
        self.press()
        self.at("/agency/representatives/")


class Administrator(Demo):
    """Who changes a procedure, and who puts it in force."""

    def drafts(self, procedure, version):
        """A copy of this version; the address of the draft."""
        self.go("/desk/procedures/")
        self.seen("procedures")
        self.turns(f"main a[href$='/{procedure}/{version}/']")
        self.seen("version")
        self.turns("form[action$='/copy/'] button")
        self.sees("main .notice-good")
        return self.path()

    def changes_step(self, draft, step, **words):
        self.turns(f"main a[href$='/steps/{step}/']")
        self.fill(**words)
        self.seen("changing")
        self.press()
        self.at(draft)
        self.seen("changed")

    def reviews(self, draft):
        self.go(f"{draft}review/")
        self.seen("reviewing")
        self.press()
        self.at(draft)

    def publishes(self, draft, day):
        self.go(f"{draft}publish/")
        for part in ("year", "month", "day"):
            self.fill(**{f"since_{part}": str(getattr(day, part))})
        self.seen("publishing")
        self.turns()
        self.at(draft)
        self.sees("main .notice-good")
