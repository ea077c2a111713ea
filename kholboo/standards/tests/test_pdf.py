"""PDFs: drawn by a process of its own, words by where letters stand, hostile ones refused."""

import io
import json
import os
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kholboo.documents.models import Document
from kholboo.documents.tests.stores import use_store
from kholboo.standards.models import Manifestation
from kholboo.standards.pdf import asking, markup
from kholboo.standards.pdf.lines import Letter, lines_of, paragraphs_of
from kholboo.standards.pdf.verdict import MOST_READ, REFUSALS, Task
from kholboo.standards.services import samples
from kholboo.standards.sts.problems import Refused
from kholboo.standards.tests.desk import desk
from tests.test_house_rules import OURS, imported

SAMPLE = samples.DATA / "scales.pdf"
LARGE = b"%PDF-" + bytes(20 * 1024 * 1024)
ADDRESS = "/standards/desk/documents/new/"


def pdf(pages, size=(595, 842)):
    made, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page(page_size=size)
    made.save(out)
    return out.getvalue()


def test_only_the_program_that_draws_knows_pdfium():
    users = [file.name for file in OURS if any("pypdfium2" in name for name in imported(file))]
    callers = [file.name for file in OURS if "kholboo.standards.pdf.drawing" in set(imported(file))]

    assert (users, callers) == (["drawing.py"], [])


LOADED = """
import django, json, sys
django.setup()
from django.urls import get_resolver
from kholboo.config import wsgi
get_resolver().url_patterns
list(get_resolver().reverse_dict)
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
NEVER = {"pypdfium2", "pypdfium2_raw", "pytesseract", "tesserocr"}
# Together 50 MB in every web process, for what a few requests and jobs do.
WHERE_NEEDED = {"openpyxl", "xlsxwriter", "numpy", "typst", "pyhanko", "sklearn", "pikepdf"}


def test_a_web_process_with_all_its_pages_has_no_pdfium_and_no_heavy_library_in_it():
    """As the server loads it: the program of the web, every address, every view."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "kholboo.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", LOADED], env=env, capture_output=True, text=True, check=True
    )

    loaded = set(json.loads(said.stdout.splitlines()[-1]))
    assert "wagtail" in loaded
    assert loaded & (NEVER | WHERE_NEEDED) == set()


def test_pages_of_our_sample_are_pictures_and_words():
    first, second = asking.pages(SAMPLE.read_bytes())

    picture = first.forms["webp"]
    assert Image.open(io.BytesIO(picture)).size == (first.width, first.height) == (1240, 1754)
    assert len(picture) < 80_000
    said = " ".join(first.paragraphs)
    assert "Худалдаанд хэрэглэх жинлүүрт хамаарахгүй." in said
    assert "хуваарийн үнэ: зэргэлдээ хоёр зураасын хоорондох зөрүү, г." in first.paragraphs
    assert "ЖИШЭЭ / SAMPLE" in second.paragraphs[0]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"%PDF-1.7 nothing", "broken"),
        (pdf(10_000), "pages"),
        (pdf(1, (9_000, 9_000)), "page"),
        (SAMPLE.read_bytes()[:9_000], "broken"),
    ],
    ids=["broken", "pages", "large", "cut"],
)
def test_a_hostile_pdf_is_refused(source, code):
    with pytest.raises(Refused) as refusal:
        asking.look(source)
    assert refusal.value.code == code


def bomb():
    """A picture of 3.6 thousand million pixels that is nothing in the file."""
    made, out = pikepdf.open(io.BytesIO(pdf(1))), io.BytesIO()
    facts = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 60_000, "/Height": 60_000}
    picture = pikepdf.Stream(made, b"\0" * 64)
    for name, value in facts.items():
        picture[name] = pikepdf.Name(value) if isinstance(value, str) else value
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 1
    picture.Filter = pikepdf.Name.CCITTFaxDecode
    picture.DecodeParms = pikepdf.Dictionary(K=-1, Columns=60_000, Rows=60_000)
    page = made.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(B=picture))
    page.Contents = pikepdf.Stream(made, b"q 500 0 0 500 0 0 cm /B Do Q")
    made.save(out)
    return out.getvalue()


def broken_font():
    """Letters of a font whose file is noise, whose widths are mad and whose names lead nowhere."""
    made, out = pikepdf.open(io.BytesIO(pdf(1))), io.BytesIO()
    noise = made.make_stream(b"\x00\x01\x00\x00" + bytes(range(256)) * 40, Length1=2**31 - 1)
    about = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/Broken"), Flags=4,
        FontBBox=[0, 0, 0, 0], FontFile2=noise, FontFile3=noise,
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name("/Broken"),
        FirstChar=0, LastChar=255, Widths=[10**9, -(10**9)] * 128, FontDescriptor=about,
        ToUnicode=made.make_stream(b"begincmap 1 beginbfrange <00> <FFFFFFFF> <0000> endbfrange"),
    )  # fmt: skip
    made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    text = b"BT /F 12 Tf 50 700 Td (\377\376 words) Tj ET"
    made.pages[0].Contents = made.make_stream(text)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("made", [bomb, broken_font])
def test_a_page_made_to_hurt_stays_within_the_walls(made):
    """Drawn or refused, never more than was allowed; the same for the machine that reads scans."""
    source = made()
    for drawing in (lambda: list(asking.pages(source)), lambda: [asking.greys(source, 1)]):
        drawn, refused = [], ""
        try:
            drawn = drawing()
        except Refused as refusal:
            refused = refusal.code
        assert drawn or refused in REFUSALS
        assert all(page.width * page.height <= MOST_READ for page in drawn)
    assert getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024 < 2 * Task.memory


LETTERS = st.lists(st.text(alphabet="абвөүёӨҮ", min_size=1, max_size=6), min_size=1, max_size=8)


@given(LETTERS, st.randoms(use_true_random=False), st.floats(6, 20))
def test_letters_in_any_order_of_the_file_make_the_same_words(words, luck, height):
    """As fonts without ө and ү do it: those letters come last, a little lower and narrower."""
    left, letters = 50.0, []
    for word in words:
        for sign in word:
            low = 0.1 * height if sign in "өүӨҮ" else 0.0
            letters.append(Letter(sign, left, 100 - low, left + 0.5 * height, 100 + height - low))
            left += 0.52 * height
        left += 0.4 * height
    luck.shuffle(letters)

    assert [line.words for line in lines_of(letters)] == [" ".join(words)]


def test_lines_close_together_are_one_paragraph():
    def line(words, foot):
        return [
            Letter(sign, 10 + 6 * place, foot, 15 + 6 * place, foot + 10)
            for place, sign in enumerate(words)
        ]

    letters = [*line("аб", 100), *line("вг", 88), *line("дө", 50)]
    assert paragraphs_of(lines_of(letters)) == ["аб вг", "дө"]


@pytest.mark.usefixtures("samples")
@pytest.mark.django_db
def test_an_officer_takes_in_a_pdf_and_readers_switch_to_its_words(monkeypatch, tmp_path):
    use_store(monkeypatch, tmp_path)
    browser, head = desk(), desk("catalogue.head")
    sent = {"edition": "ЖИШЭЭ 0004:2026", "file": SimpleUploadedFile("a.pdf", SAMPLE.read_bytes())}
    answer = browser.post(ADDRESS, sent)
    text = Manifestation.objects.latest("pk")
    assert (answer.status_code, text.kind, text.state) == (302, "pdf", "draft")
    assert head.post(f"/standards/desk/documents/{text.pk}/show/").status_code == 422

    samples.draw(text.pk)
    samples.draw(text.pk)

    assert text.parts.count() == 2
    assert head.post(f"/standards/desk/documents/{text.pk}/show/").status_code == 302
    picture = browser.get(f"/standards/desk/documents/{text.pk}/pictures/2/")
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"


@pytest.mark.usefixtures("samples")
@pytest.mark.django_db
def test_a_refused_pdf_gets_a_sentence_and_leaves_nothing(monkeypatch, tmp_path):
    use_store(monkeypatch, tmp_path)
    before = Document.objects.count()
    for source, sentence in ((pdf(1, (9000, 9000)), "A4"), (pdf(1_501), "1500"), (LARGE, "20")):
        sent = {"edition": "ЖИШЭЭ 0004:2026", "file": SimpleUploadedFile("a.pdf", source)}
        answer = desk().post(ADDRESS, sent)

        assert answer.status_code == 422
        assert sentence in answer.content.decode().replace("1,500", "1500").replace("1 500", "1500")
        assert Document.objects.count() == before


def test_a_process_that_dies_is_a_refusal():
    task = Task(draws=1, memory=1024 * 1024)

    with asking._answered(SAMPLE.read_bytes(), task, 20) as answer, pytest.raises(Refused):
        # Before or after its first line, as it happens.
        _ = asking._count(answer), asking._fact(answer)


def test_a_page_with_letters_without_a_name_keeps_its_picture_beside_its_words():
    torn = markup.page_html(2, (800, 1131), ("webp",), ["\ufffd + \ufffd = 3"])
    assert markup.TORN in torn
    assert markup.paragraphs_in(torn) == ["\ufffd + \ufffd = 3"]
    assert markup.TORN not in markup.with_words(torn, ["a + b = 3"])
