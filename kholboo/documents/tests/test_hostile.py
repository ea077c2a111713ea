"""Files that want something else than to be read."""

import zipfile

import pytest
from django.utils.translation import override

from kholboo.core.errors import RuleBroken
from kholboo.documents.cleaner.verdict import REFUSALS
from kholboo.documents.models import Document
from kholboo.documents.rules import LARGEST_FILE
from kholboo.documents.services import refusals
from kholboo.documents.services.uploads import receive_upload, receive_uploads
from kholboo.documents.tests import files

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\0" + b"\0" * 56 + b"\x80\0\0\0" + b"\0" * 64 + b"PE\0\0\x4c\x01" + b"\0" * 300
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("nothing.jpg", b"", "is empty"),
        ("page.jpg", HTML, "cannot take"),
        ("drawing.svg", SVG, "cannot take"),
        ("letter.pdf", EXE, "cannot take"),
        ("words.txt", b"hello there", "cannot take"),
        ("plain.zip", b"PK\x05\x06" + b"\0" * 18, "cannot take"),
        ("locked.pdf", files.pdf(password="secret"), "locked with a password"),
        ("locked.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("old.doc", OLD + b"\0" * 500, "cannot take"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
        ("half.jpg", files.jpeg(400, 400)[:9000], "damaged"),
        ("half.png", files.png(400, 400)[:60], "damaged"),
        ("macro.docx", files.docx(MACRO), "macro"),
        ("bomb.docx", files.docx({"word/big.xml": b"\0" * 30_000_000}), "unsafe way"),
        ("huge.docx", files.docx({f"word/{n}.xml": b"x" for n in range(2001)}), "unsafe way"),
        ("overlap.docx", files.overlapping_docx(), "unsafe way"),
        ("escape.docx", files.docx({"../../etc/passwd": b"x"}), "unsafe way"),
        ("rooted.docx", files.docx({"/etc/passwd": b"x"}), "unsafe way"),
        ("entity.docx", files.docx(types='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "unsafe way"),
        ("no-tracks.mp4", files.mp4(handler=b"tmcd"), "damaged"),
        ("cut.mp4", files.mp4()[:60], "damaged"),
        ("silent.wav", files.wav()[:36], "damaged"),
        ("odd.webm", files.webm_voice_note(codec=b"S_TEXT"), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_bad_file_is_refused_with_its_name_and_a_reason(name, content, why):
    with pytest.raises(RuleBroken) as refused:
        receive_upload(files.upload(name, content), actor=None)

    assert refused.value.field == "files"
    assert name in refused.value.message
    assert why in refused.value.message
    assert not Document.objects.exists()


def test_a_file_one_byte_over_the_limit_is_refused_before_it_is_read():
    too_large = files.upload("film.mp4", b"\0" * (LARGEST_FILE + 1))

    with pytest.raises(RuleBroken, match="larger than 20 MB"):
        receive_upload(too_large, actor=None)


def test_a_small_picture_that_asks_for_a_gigabyte_is_refused_by_its_pixels():
    bomb = files.png_bomb()
    assert len(bomb) < 1_100_000

    with pytest.raises(RuleBroken, match="too big in width and height"):
        receive_upload(files.upload("bomb.png", bomb), actor=None)


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(store):
    sent = [
        files.upload("good.jpg", files.jpeg()),
        files.upload("empty.jpg", b""),
        files.upload("page.jpg", HTML),
    ]

    with pytest.raises(RuleBroken) as refused:
        receive_uploads(sent, actor=None)

    assert len(refused.value.facts["sentences"]) == 2
    assert "empty.jpg" in refused.value.message
    assert "page.jpg" in refused.value.message
    assert "good.jpg" not in refused.value.message
    assert not store.exists("original")


def test_eleven_files_are_too_many():
    with pytest.raises(RuleBroken, match="at most 10"):
        receive_uploads([files.upload("a.jpg", files.jpeg())] * 11, actor=None)


def test_a_picture_that_is_also_a_page_keeps_only_the_picture(store):
    polyglot = files.jpeg(comment=HTML) + HTML

    document = receive_upload(files.upload("both.jpg", polyglot), actor=None)

    with store.open(document.place("view")) as view:
        assert b"<script>" not in view.read()


def test_a_word_file_loses_its_author_and_what_it_would_fetch_by_itself(store):
    document = receive_upload(files.upload("letter.docx", files.docx() + b"tail"), actor=None)

    with store.open(document.place("view")) as view, zipfile.ZipFile(view) as rebuilt:
        relations = rebuilt.read("word/_rels/document.xml.rels").decode()
        assert "Сайн байна уу" in rebuilt.read("word/document.xml").decode()
        assert b"Bold" not in rebuilt.read("docProps/core.xml")
    assert "evil.example" not in relations
    assert "https://legalinfo.mn" in relations


@pytest.mark.parametrize("language", ["mn", "en"])
def test_every_refusal_of_the_cleaner_has_a_sentence(language):
    with override(language):
        sentences = {refusals.sentence(code, "photo.jpg") for code in REFUSALS}

    assert len(sentences) == len(REFUSALS)
    assert all("photo.jpg" in sentence for sentence in sentences)
