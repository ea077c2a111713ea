"""What people who mean harm try with applications: those of others, conflicts, money, old rights."""

import pytest

from kholboo.accounts.models import Membership
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.services import uploads
from kholboo.documents.tests.factories import DocumentFactory
from kholboo.eservices.models import Conflict, Step
from kholboo.eservices.services import (
    completing,
    deciding,
    ending,
    pausing,
    stepping,
)
from kholboo.eservices.services.deciding import Verdict
from kholboo.eservices.tests import applying, stories
from kholboo.eservices.tests.desk import address, desk, html

pytestmark = pytest.mark.django_db


def test_who_speaks_for_an_organisation_no_more_sees_and_moves_nothing_of_it():
    user, organisation = applying.bakery()
    applying.load()
    made = applying.sent(applying.browser_of(user), who=str(organisation.pk))
    browser, page = applying.browser_of(user), f"/services/mine/{made.number}/"
    assert browser.get(page).status_code == 200

    Membership.objects.update(until=clock.local_date(clock.now()))

    for where in ("", "complete/", "withdraw/", "decision/", f"file/{made.key}/"):
        assert browser.get(f"{page}{where}").status_code == 404, where
    assert browser.post(f"{page}withdraw/", {"reason": ""}).status_code == 404
    assert made.number not in html(browser.get("/services/mine/"))


def test_who_declared_a_conflict_moves_nothing_at_all():
    made = stories.application()
    head, step = stories.person("head.orkhon"), stories.step(made, "check")
    stepping.declare(made, has_conflict=True, words="Ах нь захирал", actor=head)

    for act in (
        lambda: stepping.take(step, actor=head),
        lambda: pausing.suspend(made, reason="Түр", actor=head),
    ):
        with pytest.raises(RuleBroken):
            act()

    other = stories.application()
    pausing.suspend(other, reason="Түр", actor=head)
    Conflict.objects.create(
        application=other, person=head, has_conflict=True, words="х", at=clock.now()
    )
    with pytest.raises(RuleBroken):
        pausing.resume(other, actor=head)


@pytest.mark.parametrize("is_organisation", [True, False])
def test_nobody_of_ours_serves_themselves(is_organisation):
    officer = stories.person("officer.orkhon")
    who = stories.bakery() if is_organisation else stories.bakery(user=officer, organisation=None)
    made = stories.application(applicant=who)
    stories.declared(made, "officer.orkhon")
    if is_organisation:
        Membership.objects.create(
            user=officer, organisation=made.organisation, since=clock.local_date(clock.now())
        )

    for act in (
        lambda: stepping.take(stories.step(made, "check"), actor=officer),
        lambda: stories.checked(made),
        lambda: pausing.suspend(made, reason="Түр", actor=officer),
    ):
        with pytest.raises(RuleBroken):
            act()


def test_a_conflict_found_later_is_declared_and_never_taken_back():
    made = stories.application()
    officer, page = desk("officer.orkhon"), address(made, "check")
    officer.post(f"{page}declare/", {"has_conflict": "no"})
    assert "I have found a conflict" in html(officer.get(page))
    assert officer.post(f"{page}declare/", {"has_conflict": "yes", "words": " "}).status_code == 422

    officer.post(f"{page}declare/", {"has_conflict": "yes", "words": "Эхнэрийн компани"})
    officer.post(f"{page}declare/", {"has_conflict": "no"})

    row = Conflict.objects.get()
    assert (row.has_conflict, row.words) == (True, "Эхнэрийн компани")
    assert officer.post(page, {"outcome": "complete"}).status_code == 422


def test_nobody_keeps_a_step_from_others_that_they_may_not_do_themselves():
    made = stories.brought_to("draft")
    head = stories.person("head.orkhon")
    stories.declared(made, "head.orkhon")
    Step.objects.filter(application=made, node="draft").update(assignee=head)
    stepping.complete(stories.step(made, "draft"), actor=head, result={"outcome": "granted"})

    with pytest.raises(RuleBroken):
        stepping.take(stories.step(made, "decide"), actor=head)


def test_what_is_decided_cannot_be_taken_back(monkeypatch):
    """A drawing may have steps behind its decision."""
    made = stories.brought_to("decide")
    monkeypatch.setattr(deciding.moving, "finish", lambda *_given, **_more: None)
    stories.declared(made, "head.orkhon")
    head = stories.person("head.orkhon")
    verdict = Verdict("refused", "Нийцээгүй.", "Гомдол гаргаж болно.")
    deciding.decide_step(stories.step(made, "decide"), verdict, actor=head)

    with pytest.raises(RuleBroken):
        ending.withdraw(made, reason="", actor=made.user)


def test_a_laboratory_reads_its_order_and_nobody_behind_it():
    papers = {"label_design": [uploads.receive_upload(applying.paper(), actor=None)]}
    made = stories.brought_to("laboratory", documents=papers)
    made = stories.visited(made, note="Захиралтай уулзав.")
    sample = made.samples.first()
    laboratory = desk("laboratory.orkhon")

    for page in (address(made), address(made, "laboratory", 0)):
        told = html(laboratory.get(page))
        assert sample.mark in told
        assert "MNS 9999" in told
        for hidden in (
            "99112233",
            "bakery@",
            "Дулмаа",
            "Жишээ талх ХХК",
            "Захиралтай",
            "Улаан буудайн",
        ):
            assert hidden not in told, hidden
    shown = html(desk("officer.orkhon").get(address(made)))
    assert "99112233" in shown
    assert "Жишээ талх ХХК" in shown

    paper = made.files.first().document_id
    assert laboratory.get(f"{address(made)}papers/{paper}/").status_code == 404
    opened = desk("officer.orkhon").get(f"{address(made)}papers/{paper}/")
    assert b"".join(opened.streaming_content)
    assert opened.status_code == 200
    visit = made.steps.get(node="visit")
    assert laboratory.get(f"{address(made)}steps/{visit.pk}/").status_code == 404
    assert desk("officer.orkhon").get(f"{address(made)}steps/{visit.pk}/").status_code == 200


def test_no_side_door_opens_other_steps_to_a_laboratory():
    made = stories.brought_to("decide")
    laboratory, page = desk("laboratory.orkhon"), address(made, "decide")

    for sent in ({"has_conflict": "no"}, {"has_conflict": "yes", "words": ""}, {}):
        assert laboratory.post(f"{page}declare/", sent).status_code == 404
    assert laboratory.post(f"{page}take/").status_code == 404
    assert not Conflict.objects.filter(person=stories.person("laboratory.orkhon")).exists()
    assert desk("head.orkhon").post(f"{page}declare/", {"has_conflict": "no"}).status_code == 302


def test_papers_are_sent_back_from_where_they_are_checked_alone():
    """A laboratory or whoever decides would let the clock stand still, and the answers be changed
    that samples were taken by."""
    made = stories.brought_to("laboratory")
    step = stories.step(made, "laboratory", 0)
    laboratory, page = desk("laboratory.orkhon"), f"{address(made, 'laboratory', 0)}return/"

    sent = {"questions": ["workers"], "text": "Засна уу."}
    assert laboratory.get(page).status_code == 404
    assert laboratory.post(page, sent).status_code == 404
    with pytest.raises(RuleBroken):
        completing.ask(
            step,
            fields=["workers"],
            documents=[],
            text="?",
            actor=stories.person("laboratory.orkhon"),
        )
    assert stories.fresh(made).state == "in_work"


def test_papers_of_the_counter_want_the_second_factor():
    """They are other people's, although the pages are those of applicants."""
    applying.load()
    officer = desk("officer.orkhon")
    begun = officer.post("/desk/services/counter/", {"key": applying.KEY})
    assert officer.get(begun.url, follow=True).status_code == 200

    one_factor = applying.browser_of(stories.person("officer.orkhon"))
    for page in (begun.url, f"{begun.url}organisation/", f"{begun.url}check/"):
        answer = one_factor.get(page)
        assert (answer.status_code, "second" in answer.url) == (302, True)
    sent = one_factor.post(f"{begun.url}organisation/", applying.ORGANISATION)
    assert sent.status_code == 403
    other_office = desk("officer.uvs")
    assert other_office.get(begun.url).status_code == 404


def test_drafts_and_files_of_others_are_not_there():
    applying.load()
    mine, _organisation = applying.bakery()
    browser = applying.browser_of(mine)
    key = applying.begun(browser)
    browser.post(
        f"/services/draft/{key}/documents/", {"request_letter": applying.paper(), "go": "stay"}
    )
    stranger = applying.browser_of(stories.person("operator"))

    for page in ("", "organisation/", "documents/", "check/", "sent/", "moved/"):
        assert stranger.get(f"/services/draft/{key}/{page}").status_code == 404
    for act in ("check/", "delete/", "organisation/"):
        assert stranger.post(f"/services/draft/{key}/{act}").status_code == 404


def test_a_person_who_only_says_so_speaks_for_nobody():
    applying.load()
    user, organisation = applying.bakery(is_confirmed=False)
    answer = applying.browser_of(user).post(
        f"/services/online/{applying.KEY}/start/", {"who": str(organisation.pk)}
    )

    assert answer.status_code == 422


def test_no_more_papers_come_back_than_were_asked_for():
    """The page sends back the keys of files it has kept: somebody adds their own."""
    made = stories.application()
    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=[],
        documents=["request_letter"],
        text="Дахин илгээнэ үү.",
        actor=stories.person("officer.orkhon"),
    )
    papers = [DocumentFactory.create(uploaded_by=made.user) for _each in range(4)]
    kept = [f"request_letter:{one.pk}" for one in papers]

    browser = applying.browser_of(made.user)
    answer = browser.post(f"/services/mine/{made.number}/complete/", {"kept": kept})

    assert answer.status_code == 302
    assert made.files.filter(kind="request_letter", replaced_at=None).count() == 1


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u061c", "\U000e0041", "\x7f", "\uffff"]
)
def test_a_product_cannot_turn_its_name_around(sign):
    applying.load()
    user, _organisation = applying.bakery()
    products = {**applying.PRODUCTS, "products-0-name": f"Цагаан{sign} талх"}

    made = applying.sent(applying.browser_of(user), products=products)

    assert made.answers["products"][0]["name"] == "Цагаан талх"


def test_letters_of_the_vertical_script_are_kept():
    applying.load()
    user, _organisation = applying.bakery()
    words = "ᠮᠣᠩᠭᠣᠯ\u180eᠠ"

    made = applying.sent(
        applying.browser_of(user), products={**applying.PRODUCTS, "products-0-name": words}
    )

    assert made.answers["products"][0]["name"] == words
