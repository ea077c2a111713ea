"""Scans get words: recognised page by page, marked as such, looked at and put right by people."""

import re
import shutil
from difflib import SequenceMatcher

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from kholboo.audit.models import Entry
from kholboo.documents.tests.stores import use_store
from kholboo.standards.models import Clause, Manifestation, Part, ScannedPage
from kholboo.standards.pdf import asking, recognition
from kholboo.standards.services import pdfs, scans, texts
from kholboo.standards.sts.problems import Refused
from kholboo.standards.tests.desk import desk, edition, person
from kholboo.standards.tests.scans import ALL, HEAD, SAMPLE, scan

MONGOLIAN = re.compile(r"[а-яөүё]{2,}", re.IGNORECASE)
READ = "/standards/mns-9001-2024/read/"


@pytest.fixture(scope="module")
def scanned():
    """Two short pages of a scan."""
    return scan(HEAD, HEAD)


@pytest.fixture(scope="module")
def text(django_db_setup, django_db_blocker, tmp_path_factory, scanned):
    """The same, taken in by an officer and drawn, once for the module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        use_store(patch, tmp_path_factory.mktemp("store"))
        edition(access="free")
        sent = {
            "edition": "MNS 9001 : 2024",
            "file": SimpleUploadedFile("scan.pdf", scanned),
        }
        assert desk().post("/standards/desk/documents/new/", sent).status_code == 302
        made = Manifestation.objects.latest("pk")
        pdfs.draw(made.pk)
        texts.show(made, actor=person("catalogue.head"))
        yield made
        transaction.set_rollback(True)


def page_of(text, number=1):
    return ScannedPage.objects.get(part__text=text, part__position=number)


def html(address, browser=None, status=200, **data):
    answer = (browser or Client()).get(address, data)
    assert answer.status_code == status
    return answer.content.decode()


def words_right(said, found):
    """The share of the words of `said` that stand in `found`, in order."""
    said, found = (MONGOLIAN.findall(" ".join(each)) for each in (said, found))
    blocks = SequenceMatcher(None, said, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(said)


def test_a_scan_of_our_sample_is_read_with_its_letters():
    """Takes some seconds: a whole page, once, because of whole pages the figure is told."""
    said = next(asking.pages(SAMPLE.read_bytes())).paragraphs
    found = recognition.recognise(asking.greys(scan(ALL), 1))

    assert words_right(said, found.paragraphs) >= 0.97
    assert found.sureness > 80
    rare = [word for word in " ".join(said).split() if set("өүӨҮ") & set(word)]
    assert words_right(rare, found.paragraphs) >= 0.97


def test_pages_of_a_scan_are_avif_and_for_old_phones_webp(scanned):
    first, _second = asking.pages(scanned)

    assert first.is_scan
    assert first.paragraphs == []
    assert first.forms["avif"][4:12] == b"ftypavif"
    assert first.forms["webp"][8:12] == b"WEBP"
    assert len(first.forms["avif"]) < len(first.forms["webp"])


@pytest.mark.django_db
def test_a_page_is_read_once_and_its_words_are_found(text):
    page = page_of(text)
    assert (page.state, text.parts.count()) == ("waiting", 2)
    assert "машин" not in html(READ)

    scans.read(page.pk)
    scans.read(page.pk)

    page = page_of(text)
    assert (page.state, page.problem) == ("read", "")
    clause = Clause.objects.get(part=page.part)
    assert "Өрхийн жинлүүр" in clause.words
    read = html(READ)
    assert "машин таньсан" in read
    assert "Энэ баримт бичиг нь" in read
    early = '<link rel="preload" as="image" href="{}pictures/10001/" type="image/avif"'
    assert early.format(READ) in read
    assert f"{READ}#page-1" in html(f"{READ}find/", q="орхийн жинлуур")
    text.refresh_from_db()
    assert text.words == len(clause.words.split())


@pytest.mark.django_db
def test_an_officer_puts_words_right_and_the_machine_leaves_them(text):
    page, browser = page_of(text), desk()
    address = f"/standards/desk/documents/{text.pk}/scans/"
    sent = browser.post(f"{address}1/", {"words": "Өргөн\r\nүг <b>\r\n\r\n\r\n Хоёр дахь"})

    assert (sent.status_code, sent["Location"]) == (302, f"{address}2/")
    scans.read(page.pk)
    assert "<p>Өргөн үг &lt;b&gt;</p><p>Хоёр дахь</p></div></section>" in html(READ)
    assert "машин таньсан" not in html(READ)
    assert "Өргөн үг &lt;b&gt;\n\nХоёр дахь" in html(f"{address}1/", browser)
    assert "1 нь үгтэй" in html(address, browser)
    assert Entry.objects.filter(action="standards.scan_checked").latest("pk").facts["page"] == "1"


@pytest.mark.django_db
def test_a_page_that_could_not_be_read_is_asked_for_again(text):
    page, browser = page_of(text), desk()
    # Its file became one that cannot be opened.
    Part.objects.filter(pk=page.part_id).update(position=99)
    scans.read(page.pk)
    page.refresh_from_db()
    assert page.state == "failed"
    address = f"/standards/desk/documents/{text.pk}/scans/"
    assert page.get_state_display() in html(address, browser)
    Part.objects.filter(pk=page.part_id).update(position=1)

    assert browser.post(f"{address}again/").status_code == 302
    page.refresh_from_db()
    assert (page.state, page.problem) == ("waiting", "")
    assert browser.post(f"{address}1/again/").status_code == 302


@pytest.mark.django_db
def test_without_the_program_pages_wait_and_the_desk_says_what_to_install(text, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    scans.read(page_of(text).pk)

    page = page_of(text)
    assert (page.state, page.problem) == ("waiting", "ocr-missing")
    said = html(f"/standards/desk/documents/{text.pk}/scans/", desk())
    assert "tesseract-ocr-mon" in said


def test_the_machine_that_reads_stands_within_walls(scanned):
    page = asking.greys(scanned, 1)
    for limit in ({"memory": 64 * 1024 * 1024}, {"cpu": 0}):
        with pytest.raises(Refused) as refusal:
            recognition.recognise(page, **limit)
        assert refusal.value.code == "ocr-resources"


@pytest.mark.django_db
def test_the_desk_asks_the_same_few_questions_for_many_pages(text, django_assert_max_num_queries):
    browser, address = desk(), f"/standards/desk/documents/{text.pk}/scans/"
    html(address, browser)
    with django_assert_max_num_queries(16):
        html(address, browser)
