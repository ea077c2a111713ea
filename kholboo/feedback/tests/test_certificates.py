"""A case about a certificate: it comes along by the link, is kept as data, shown, and erased."""

import re
from html import unescape

import pytest
from django.test import Client

from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CaseCertificate
from kholboo.feedback.queries.certificates import certificate_of
from kholboo.feedback.services.intake import receive_case
from kholboo.feedback.tests import factories
from kholboo.feedback.tests.desk import desk, html
from kholboo.feedback.tests.intake import BOLD, TEXT, page, send
from kholboo.feedback.tests.test_erasing import ended, erased
from kholboo.feedback.tests.test_outbox import LETTER
from kholboo.feedback.tests.test_outbox import send as bring
from kholboo.registers.services import changing
from kholboo.registers.tests.factories import GROUND, certificate

pytestmark = pytest.mark.django_db


def misuse_of(made):
    """The address behind "Report misuse of this mark"."""
    shown = html(Client().get(f"/registers/certificates/{made.number}/"))
    return unescape(re.search(r'href="([^"]*certificate=[^"]*)"', shown)[1])


def begin(client, made):
    """By the link of the certificate, past service and place to the words."""
    asked = client.get(misuse_of(made), follow=True)
    assert f'name="certificate" value="{made.number}"' in html(asked)
    client.post(
        page("service"),
        {"kind": "complaint", "service": "product_certification", "certificate": made.number},
    )
    client.post(page("place"), {"place": "orkhon"})


def finish(client, **words):
    client.post(page("story"), {"text": TEXT, "wish": "", **words})
    client.post(page("who"), {"who": "person"})
    client.post(page("you"), BOLD)


def test_it_is_shown_on_the_way_kept_with_the_case_and_told_on_the_receipt(client):
    made = certificate()
    begin(client, made)

    for name in ("place", "story", "files", "who", "you"):
        assert made.number in html(client.get(page(name)))
    finish(client, certificate=made.number)
    assert f"{made.number}: {made.title}, {made.holder_name}" in html(client.get(page("check")))
    assert made.number in html(send(client))

    case = Case.objects.get()
    assert certificate_of(case) == made
    assert made.number not in case.text


def test_the_link_says_which_service_it_is(client):
    shown = html(client.get(misuse_of(certificate()), follow=True))

    picks = shown.split('class="pick"')
    assert 'value="product_certification"' in picks[1]


def test_who_changes_their_mind_takes_the_number_out(client):
    begin(client, certificate())
    finish(client, certificate="")

    assert 'name="certificate"' not in html(client.get(page("story")))
    send(client)
    assert not CaseCertificate.objects.exists()


def test_another_number_is_judged_and_stays_to_be_corrected(client):
    begin(client, certificate())

    wrong = client.post(page("story"), {"text": TEXT, "wish": "", "certificate": "61-26-9"})

    assert wrong.status_code == 422
    assert 'value="61-26-9"' in html(wrong)
    assert 'value="61-26-9"' in html(client.get(page("story")))
    # However somebody writes it down.
    other = certificate()
    finish(client, certificate=f"№ {other.number.replace('-', ' ')}")
    send(client)
    assert certificate_of(Case.objects.get()) == other


def test_a_number_in_a_link_that_is_not_ours_is_left_out(client):
    for number in ("61-26-000099-1", "<b>", "\x00", "1" * 999):
        asked = client.get("/feedback/", {"kind": "complaint", "certificate": number}, follow=True)
        assert asked.status_code == 200
        assert 'name="certificate"' not in html(asked)


def test_a_draft_that_waits_is_not_mixed_with_it(client):
    """Going on leaves the old draft alone; starting anew brings the certificate along."""
    made = certificate()
    client.post(page("kind"), {"kind": "request"})
    client.post(page("service"), {"service": "assay"})

    waiting = html(client.get(misuse_of(made)))
    assert f'name="certificate" value="{made.number}"' in waiting
    assert made.number not in html(client.get(page("place")))
    anew = client.post(page("anew"), {"kind": "complaint", "certificate": made.number}, follow=True)

    assert f'name="certificate" value="{made.number}"' in html(anew)


def test_a_letter_written_without_network_carries_it(client):
    made = certificate()

    assert bring(client, {**LETTER, "certificate": made.number}).status_code == 201
    assert certificate_of(Case.objects.get()) == made
    refused = bring(client, {**LETTER, "certificate": "61-26-9"})
    assert [one["field"] for one in refused.json()["errors"]] == ["certificate"]


def test_the_officer_sees_how_it_stands_and_has_the_way_to_it():
    made = certificate()
    changing.suspend(made, ground=GROUND, actor=None)
    receipt = factories.receipt(certificate=made)

    shown = html(desk("agency.head").get(f"/en/desk/{receipt.case.number}/"))

    assert f'href="/en/desk/registers/{made.number}/"' in shown
    assert made.holder_name in shown
    assert "suspended" in shown


def test_the_citizen_sees_it_on_the_page_of_the_case(client, follow):
    made = certificate()

    shown = client.get(follow(factories.case(certificate=made)))

    assert made.number in html(shown)


def test_it_goes_with_the_person():
    case = ended(certificate=certificate())
    erased(case)

    assert not CaseCertificate.objects.filter(case=case).exists()


def test_a_repeated_key_with_another_certificate_is_refused():
    new = factories.new_case(certificate=certificate())
    receive_case(new)

    with pytest.raises(RuleBroken):
        receive_case(factories.new_case(client_key=new.client_key, certificate=certificate()))
