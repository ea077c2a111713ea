"""The conversion desk: sent, looked through with its problems, shown; hostile files are refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from kholboo.documents.models import Document
from kholboo.documents.tests import files as pictures
from kholboo.documents.tests.stores import use_store
from kholboo.standards.models import Manifestation
from kholboo.standards.services.samples import DATA
from kholboo.standards.tests import test_drawings as drawings
from kholboo.standards.tests.desk import ADDRESS, desk, html, person
from kholboo.standards.tests.sts import clause, standard

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]
NEW, READ = "/standards/desk/documents/new/", "/standards/mns-6858-2020/read/"
NUMBER = "MNS 6858 : 2020"


@pytest.fixture(autouse=True)
def store(monkeypatch, tmp_path):
    use_store(monkeypatch, tmp_path)


def send(source, *, images=(), edition=NUMBER, browser=None):
    sent = {
        "edition": edition,
        "file": SimpleUploadedFile("text.xml", source, "text/xml"),
        "pictures": [SimpleUploadedFile(name, image) for name, image in images],
    }
    return (browser or desk()).post(NEW, sent)


def content(answer):
    return b"".join(answer.streaming_content)


def latest():
    return Manifestation.objects.latest("pk")


def test_a_file_is_taken_in_looked_through_and_shown():
    browser = desk()
    graphic = '<fig><graphic xlink:href="a.png"><alt-text>Зураг</alt-text></graphic></fig>'
    source = standard(clause(f"<p>Саалийн өдөр</p>{graphic}<blink>анивчих</blink>", "4.2"))
    sent = send(source, images=[("a.png", pictures.png())], browser=browser)
    text = latest()
    address = f"/standards/desk/documents/{text.pk}/"

    assert (sent.status_code, sent["Location"]) == (302, address)
    page = browser.get(address).content.decode()
    assert '<td data-label="Зүйл, заалт">4.2</td>' in page
    assert "<code>blink</code>" in page
    assert "Саалийн өдөр" in page
    assert f'src="{address}pictures/1/"' in page
    assert content(browser.get(f"{address}pictures/1/")).startswith(b"\xff\xd8")
    assert content(browser.get(f"{address}file/")) == source
    assert Client().get(READ).status_code == 404

    assert desk("catalogue.head").post(f"{address}show/").status_code == 302
    # It is sold, so readers see only that clauses stand there.
    assert "4.2 Нэр" in Client().get(READ).content.decode()


def test_a_newer_text_takes_the_place_of_the_one_before():
    browser, head = desk(), desk("catalogue.head")
    for words in ("Нэг", "Хоёр"):
        send(standard(clause(words)), browser=browser)
        head.post(f"/standards/desk/documents/{latest().pk}/show/")

    states = Manifestation.objects.filter(edition__slug="mns-6858-2020").order_by("pk")
    assert [text.state for text in states] == ["replaced", "shown"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (standard("<p>&a;</p>", before='<!DOCTYPE standard [<!ENTITY a "b">]>\n'), "1-р мөр"),
        (standard("<p>\n<b></p>"), "2-р мөр"),
        (standard("<p>" * 3000 + "</p>" * 3000), "давхар"),
        (b"<html/>", "STS файл биш"),
        (b"PK\x03\x04", "XML"),
    ],
    ids=["entity", "broken", "deep", "root", "zip"],
)
def test_a_hostile_file_gets_a_sentence_and_leaves_nothing(source, words):
    before = Manifestation.objects.count(), Document.objects.count()
    refused = send(source)

    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert before == (Manifestation.objects.count(), Document.objects.count())


def test_what_is_no_picture_and_an_unknown_number_are_refused():
    source = standard(clause("а"))
    assert send(source, images=[("a.png", b"<svg onload='x()'/>")]).status_code == 422
    assert send(source, edition="MNS 6858").status_code == 422
    assert send(source, edition="MNS 4 : 1999").status_code == 422


def test_a_drawing_is_shown_as_a_picture_that_can_do_nothing():
    figure = '<fig><graphic xlink:href="a.svg"><alt-text>Зураг</alt-text></graphic></fig>'
    source, drawing = standard(clause("а") + figure), drawings.made("<rect/>")
    hostile = drawings.made("<script>alert(1)</script>")
    refused = send(source, images=[("a.svg", hostile)])
    assert refused.status_code == 422
    assert "a.svg" in refused.content.decode()

    assert send(source, images=[("a.svg", drawing)]).status_code == 302
    place = f"/standards/desk/documents/{latest().pk}/"
    shown = desk().get(f"{place}pictures/1/")
    assert b"<rect" in content(shown)
    assert shown["Content-Type"] == "image/svg+xml"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"].startswith("default-src 'none'")
    assert shown["Content-Security-Policy"].endswith("sandbox")
    assert latest().problems == []
    assert re.search(r'<img [^>]*width="1" height="1"', desk().get(place).content.decode())


def test_who_took_a_text_in_does_not_show_it():
    officer, head = desk(), desk("catalogue.head")
    send(standard(clause("а")), browser=head)
    own, address = latest(), f"/standards/desk/documents/{latest().pk}/"

    assert "show/" not in html(head.get(address))
    assert "Та өөрөө оруулсан" in html(head.get(address))
    refused = head.post(f"{address}show/")
    assert refused.status_code == 422
    # Whose right ends at taking in is not asked whose it is.
    assert "стандартын сангийн эрхлэгч" in html(officer.get(address)).lower()
    assert officer.post(f"{address}show/").status_code == 403
    own.refresh_from_db()
    assert own.state == "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        Manifestation.objects.filter(pk=own.pk).update(
            state="shown", shown_at=own.made_at, shown_by=own.made_by
        )

    send(standard(clause("б")), browser=officer)
    address = f"/standards/desk/documents/{latest().pk}/"
    assert f'action="{address}show/"' not in html(officer.get(address))
    assert f'action="{address}show/"' in html(head.get(address))
    assert f'href="{address}"' in html(head.get(ADDRESS))
    assert f"documents/{own.pk}/" not in html(head.get(ADDRESS))
    assert head.post(f"{address}show/").status_code == 302
    assert (latest().state, latest().shown_by) == ("shown", person("catalogue.head"))
    assert f'href="{address}"' not in html(head.get(ADDRESS))


def test_a_text_that_lost_a_word_cannot_be_shown():
    send(standard(clause("а")))
    text = latest()
    Manifestation.objects.filter(pk=text.pk).update(lost=1)
    address = f"/standards/desk/documents/{text.pk}/"

    assert desk("catalogue.head").post(f"{address}show/").status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Manifestation.objects.filter(pk=text.pk).update(state="shown", shown_at=text.made_at)


def test_the_largest_sample_goes_through_the_desk():
    send((DATA / "food-labels.xml").read_bytes(), images=[("letter-height.png", pictures.png())])

    assert (latest().problems, latest().lost) == ([], 0)


def test_the_desk_is_for_its_people():
    for address in ("/standards/desk/documents/", NEW):
        assert Client().get(address).status_code == 302
        assert desk("officer.orkhon").get(address).status_code == 403
        assert desk().get(address).status_code == 200
