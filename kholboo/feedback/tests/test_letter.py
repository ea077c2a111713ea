"""The answer as a PDF letter: what it says, what it can never do, and that it can be archived."""

import hashlib
import io
import re
import time
import unicodedata
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from django.test import override_settings

from kholboo.documents.typesetting import FONTS, drawable
from kholboo.feedback.rules import Outcome
from kholboo.feedback.secret import link_token, secret_of
from kholboo.feedback.services.letters import letter_pdf
from kholboo.feedback.tests import factories, stories

pytestmark = pytest.mark.django_db
HOSTILE = '#read("/etc/passwd") #import "@preview/x:1.0.0" *a* _b_ $x^2$ <l> @r \\ #panic() [] ${}'


def words_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    # pdfium marks the place where a word was divided at the end of a line with U+0002.
    return re.sub(r"\s+", " ", text.replace("\x02", "")), len(pages)


def letter(**more):
    case, answer = stories.answered(decision=replace(stories.DECISION, **more))
    return case, answer, letter_pdf(case, answer)


def test_the_letter_says_everything_the_answer_said():
    case, answer, pdf = letter()

    text, pages = words_of(pdf)

    assert pages == 1
    for part in (
        "Стандарт, хэмжил зүйн газар",
        case.office.name_mn,
        case.number,
        "Дорж Болд танаа",
        "3 дугаар баг",
        "Таны гомдолд өгч буй хариу",
        "Хэсэгчлэн хангасан",
        "Жинг 9 дүгээр сарын 3-нд шалгалаа.",
        "Үндэслэл",
        answer.ground,
        "Цаашид гомдол гаргах эрх",
        answer.author_name,
        "/track/",
    ):
        assert part in text
    assert re.search(r"20\d\d оны \d+ (дугаар|дүгээр) сарын \d+", text)


def test_a_case_written_in_english_gets_an_english_letter():
    case, answer = stories.answered(language="en")

    text, _pages = words_of(letter_pdf(case, answer))

    assert "Answer to your complaint" in text
    assert "Partly granted" in text


def test_a_letter_to_somebody_without_a_name_names_nobody():
    case, answer = stories.answered(person=factories.NOBODY)

    assert "Нэрээ дурдаагүй илгээгч танаа" in words_of(letter_pdf(case, answer))[0]


def test_what_people_type_is_never_read_as_code():
    _case, _answer, pdf = letter(text=f"{HOSTILE}\n\n= Гарчиг\n/* тайлбар", ground=HOSTILE)

    text, _pages = words_of(pdf)

    assert text.count(re.sub(r"\s+", " ", HOSTILE)) == 2
    assert "= Гарчиг /* тайлбар" in text
    assert "root:" not in text


def test_a_letter_can_be_archived_and_read_aloud():
    _case, _answer, pdf = letter()

    with pikepdf.open(io.BytesIO(pdf)) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert document.Root.Lang == "mn"
        assert document.Root.MarkInfo.Marked
        assert document.docinfo.Title == "Таны гомдолд өгч буй хариу"


def test_the_same_answer_gives_the_same_letter():
    case, answer, pdf = letter()

    assert letter_pdf(case, answer) == pdf


def test_a_long_answer_runs_over_pages_and_loses_nothing():
    paragraph = "Хэмжих хэрэгслийн шалгалт баталгаажуулалтын хугацаа дууссан байна. " * 6
    _case, _answer, pdf = letter(text="\n\n".join([paragraph] * 25 + ["Төгсгөл."]))

    text, pages = words_of(pdf)

    assert pages > 2
    assert text.count("Хэмжих хэрэгслийн") == 150
    assert "Төгсгөл." in text
    assert f"{pages} / {pages} хуудас" in text


def test_the_letter_carries_no_secret():
    """Officers print it and it is shown to others: its QR code asks for the secret."""
    case, _answer, pdf = letter()

    text, _pages = words_of(pdf)

    assert secret_of(case) not in text.replace(" ", "")
    assert link_token(case) not in text


def test_every_sign_we_promise_can_be_drawn():
    """One letter of everything: an archive's PDF refuses a sign without a shape."""
    signs = [chr(code) for code in range(0x20, 0x2600) if unicodedata.category(chr(code)) != "Zs"]
    drawn = "".join(sign for sign in signs if drawable(sign) == sign)
    assert set("ӨөҮүЁё₮№≤≥±×²³µ°Ω→√℃Ⅳ") <= set(drawn)

    _case, _answer, pdf = letter(
        text="\n".join(drawn[at : at + 40] for at in range(0, len(drawn), 40))
    )

    assert pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("sign", ["😀", "中", "ᠮ", "\x07", "\ue000", "\U000e0001"])
def test_a_sign_we_cannot_draw_does_not_stop_a_letter(sign):
    _case, _answer, pdf = letter(text=f"Баярлалаа{sign}.")

    assert "Баярлалаа" in words_of(pdf)[0]


def test_marks_that_turn_text_around_are_left_out():
    assert drawable("1\u202e2\u200b3\r\n4\t5") == "123\n4 5"


def test_invented_answers_are_marked_and_real_ones_are_not():
    case, answer, pdf = letter()
    assert "ЖИШЭЭ" in words_of(pdf)[0]

    with override_settings(MODE="production"):
        assert "ЖИШЭЭ" not in words_of(letter_pdf(case, answer))[0]


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.EXPLAINED])
def test_a_letter_without_a_ground_has_no_such_part(outcome):
    _case, _answer, pdf = letter(outcome=outcome, ground="")

    assert "Үндэслэл" not in words_of(pdf)[0]


def test_the_fonts_are_those_that_were_checked():
    page = (FONTS / "README.md").read_text()

    for font in FONTS.glob("*.ttf"):
        assert hashlib.sha256(font.read_bytes()).hexdigest() in page


def test_a_letter_takes_well_under_half_a_second():
    case, answer, _pdf = letter()

    begun = time.process_time()
    letter_pdf(case, answer)

    assert time.process_time() - begun < 0.5
