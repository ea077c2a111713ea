"""Names and counts, without a database."""

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.documents.rules import LONGEST_NAME, check_count, download_name, safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Bold\\гомдол.docx", "гомдол.docx"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\u200b\u2066b\r\nc.pdf", "abc.pdf"),
        ('q"u<o>t:e|?*.jpg', "q_u_o_t_e___.jpg"),
        ("  .hidden  ", "hidden"),
        ("..", "file"),
        ("", "file"),
        ("Миний\u00a0 зураг.jpg", "Миний зураг.jpg"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(sent, kept):
    assert safe_name(sent) == kept


def test_a_long_name_keeps_its_ending():
    name = safe_name("ө" * 500 + ".docx")

    assert len(name) == LONGEST_NAME
    assert name.endswith("ө.docx")


@pytest.mark.parametrize(
    ("name", "media_type", "download"),
    [
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("photo.png", "image/jpeg", "photo.jpg"),
        ("report.exe", "application/pdf", "report.exe.pdf"),
        ("no ending", "audio/webm", "no ending.webm"),
        ("v. 2 of letter", "application/pdf", "v. 2 of letter.pdf"),
    ],
)
def test_a_download_has_an_ending_that_tells_the_truth(name, media_type, download):
    assert download_name(name, media_type) == download


def test_ten_files_are_fine_and_eleven_are_not():
    check_count(10)
    with pytest.raises(RuleBroken) as refused:
        check_count(11)
    assert refused.value.field == "files"
