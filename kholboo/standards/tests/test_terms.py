"""Before the first reading of what is sold a person agrees to the terms, once for each version."""

import pytest
from django.test import Client

from kholboo.accounts.tests.factories import UserFactory
from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.standards.models import ReadingTerms, TermsAcceptance
from kholboo.standards.services import terms
from kholboo.standards.tests.desk import desk, person
from kholboo.standards.tests.reader import FREE, SECRET, SOLD, browser_of, grant, page

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]
AGREE, DESK = f"{SOLD}terms/", "/standards/desk/terms/"


@pytest.fixture
def holder():
    user = UserFactory.create()
    grant(user.email)
    return user


def newer():
    return terms.write(
        text_mn="Шинэ нөхцөл", text_en="New terms", seen=1, actor=person("catalogue.head")
    )


def test_a_right_opens_the_text_when_the_terms_are_agreed_to(holder):
    browser = browser_of(holder)
    closed = page(browser)
    assert SECRET not in closed
    assert f'href="{AGREE}"' in closed

    asked = page(browser, AGREE)
    assert "ЖИШЭЭ" in asked
    assert browser.post(AGREE, {"version": 1})["Location"] == SOLD

    assert SECRET in page(browser)
    kept = TermsAcceptance.objects.get()
    assert (kept.user, kept.terms.version) == (holder, 1)
    line = Entry.objects.get(action="standards.terms_accepted")
    assert (line.actor_id, line.facts["version"]) == (holder.pk, 1)


def test_whoever_does_not_agree_loses_nothing(holder):
    browser = browser_of(holder)
    page(browser, AGREE)

    assert "0,1 л-ээс 50 л" in page(browser)
    assert not TermsAcceptance.objects.exists()
    browser.post(AGREE, {"version": 1})
    assert SECRET in page(browser)


def test_a_new_version_asks_again_and_the_old_stays_as_it_was_agreed_to(holder):
    browser = browser_of(holder)
    browser.post(AGREE, {"version": 1})
    before = ReadingTerms.objects.get(version=1).text_mn
    newer()

    assert SECRET not in page(browser)
    assert "Шинэ нөхцөл" in page(browser, AGREE)
    browser.post(AGREE, {"version": 2})
    assert SECRET in page(browser)
    assert ReadingTerms.objects.get(version=1).text_mn == before
    assert sorted(TermsAcceptance.objects.values_list("terms__version", flat=True)) == [1, 2]


def test_what_changed_while_somebody_read_it_is_not_agreed_to(holder):
    browser = browser_of(holder)
    newer()
    refused = browser.post(AGREE, {"version": 1})

    assert refused.status_code == 422
    assert "Шинэ нөхцөл" in refused.content.decode()
    assert browser.post(AGREE, {"version": "x"}).status_code == 422
    assert not TermsAcceptance.objects.exists()


def test_agreeing_twice_is_one_acceptance(holder):
    for _turn in range(2):
        terms.accept(version=1, actor=holder)
    assert TermsAcceptance.objects.count() == 1
    assert Entry.objects.filter(action="standards.terms_accepted").count() == 1


def test_nobody_is_asked_for_what_is_free_or_not_theirs(holder):
    assert browser_of(holder).get(f"{FREE}terms/")["Location"] == FREE
    other = browser_of(UserFactory.create())
    assert other.get(AGREE)["Location"] == SOLD
    assert other.post(AGREE, {"version": 1})["Location"] == SOLD
    assert "/account/login/" in Client().get(AGREE)["Location"]
    assert not TermsAcceptance.objects.exists()
    # The terms themselves are everybody's to read.
    assert "30 хоног" in page(Client(), "/standards/terms/")


def test_the_agency_writes_the_next_version_on_a_page():
    browser = desk("catalogue.head")
    sent = {"text_mn": "Шинэ", "text_en": "New", "seen": 1}
    assert "30 хоног" in page(browser, DESK)
    assert browser.post(DESK, sent).status_code == 302

    latest = ReadingTerms.objects.latest("version")
    assert (latest.version, latest.is_sample) == (2, False)
    # Over an old page nothing is written, and the same words again ask nobody.
    assert browser.post(DESK, sent).status_code == 422
    assert browser.post(DESK, sent | {"seen": 2}).status_code == 422
    assert desk("cataloguer").get(DESK).status_code == 403


def test_the_first_version_is_begun_once():
    terms.begin(text_mn="Өөр", text_en="Other")
    assert ReadingTerms.objects.count() == 1
    with pytest.raises(RuleBroken):
        terms.write(text_mn="Өөр", text_en="Other", seen=0, actor=person("catalogue.head"))
