"""Files whose work grows faster than they do: each is read or refused before anybody waits."""

import time
from dataclasses import replace

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.standards import numbers
from kholboo.standards.importing import reading
from kholboo.standards.pdf.lines import Letter, lines_of
from kholboo.standards.services import texts
from kholboo.standards.sts import drawings
from kholboo.standards.sts.convert import convert
from kholboo.standards.sts.problems import Refused
from kholboo.standards.tests import files, reader
from kholboo.standards.tests.desk import person
from kholboo.standards.tests.sts import clause, standard

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(autouse=True)
def _soon():
    began = time.process_time()
    yield
    assert time.process_time() - began < 2.5


@pytest.mark.parametrize("begin", ["<![CDATA[", "<!--"])
def test_what_begins_a_hundred_thousand_times_and_never_ends(begin):
    with pytest.raises(Refused):
        convert(standard(clause(begin * 100_000)))


def test_letters_whose_names_nobody_knows_are_told_and_not_for_hours():
    found = convert(standard(clause("&nobody;" * 30_000)))

    assert found.lost == 0
    assert 0 < len([one for one in found.problems if one.code == "letter"]) <= 100


def test_elements_deep_in_one_another_are_looked_into_once():
    deep = "<b>" * 50 + "а" + "</b>" * 50
    found = convert(standard(clause(f"<p>{deep * 1_400}</p>")))

    assert found.lost == 0


def test_attributes_by_the_ten_thousand_are_not_read_one_by_one():
    many = "".join(f' a{at}="1"' for at in range(40_000))
    formula = f"<disp-formula><mml:math><mml:mi{many}>x</mml:mi></mml:math></disp-formula>"
    figure = f'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"{many}/>'

    with pytest.raises(Refused) as of_text:
        convert(standard(clause(formula)))
    with pytest.raises(Refused) as of_figure:
        drawings.clean(figure.encode())

    assert (of_text.value.code, of_figure.value.code) == ("attributes", "svg-size")


@pytest.mark.django_db
@pytest.mark.usefixtures("samples")
def test_a_file_without_pictures_is_read_once(settings, tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(texts, "convert", lambda *a, **more: read.append(a) or convert(*a, **more))
    texts.take_upload(reader.edition(), "a.xml", standard(clause("а")), [], actor=person())

    with pytest.raises(RuleBroken) as refusal:
        texts.take_upload(
            reader.edition(), "a.xml", standard("\n" + "<p>" * 70 + "</p>" * 70), [], actor=person()
        )
    assert len(read) == 2
    assert (refusal.value.field, refusal.value.facts["code"]) == ("file", "deep")
    assert "2" in str(refusal.value.message)


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\x1b"])
def test_a_letter_that_no_text_can_hold_is_told_as_one(sign):
    row = [Letter(one, left, 0, left + 5, 10) for left, one in enumerate(("а", sign, "б"))]
    words = lines_of([replace(one, left=6 * one.left, right=6 * one.left + 5) for one in row])[0]
    assert words.words == "а\ufffdб"


@pytest.mark.django_db
@pytest.mark.usefixtures("samples")
def test_a_clause_as_long_as_a_book_is_taken_in(settings, tmp_path):
    words = " ".join(f"{number:x}ага" for number in range(120_000))
    text = texts.take_sts(reader.edition(), standard(clause(words)), name="a.xml", actor=None)
    assert not text.lost


def test_clauses_of_one_number_each_have_their_own_anchor():
    found = convert(standard(clause("") * 2_500))

    anchors = [part.anchor for part in found.parts]
    assert len(set(anchors)) == 2_500
    assert (anchors[0], anchors[1], anchors[2_499]) == ("c1", "c1-2", "c1-2500")


def test_letters_that_are_no_number_are_cut_in_one_way():
    for _each in range(3_000):
        assert numbers.parse("a" * 59 + "!") is None
    assert numbers.parse("ABCDEFGHIJ 12:2020").key == "abcdefghij 12"
    assert numbers.parse("ABCDEFGHIJ" * 4 + "12").key.endswith(" 12")
    assert numbers.parse("ABCDEFGHIJ" * 4 + "A12") is None


def test_a_row_with_thousands_of_ties_is_a_problem():
    ties = ";".join(f"A {number}" for number in range(1_500))
    for column in ("references", "replaces"):
        _kind, found = reading.read(files.table([("MNS 1 : 2020", ties)], ("number", column)))
        assert len(found.drafts[0].ties) + len(found.drafts[0].replaces) < 100


def test_a_scope_of_tags_that_never_end_is_a_problem_of_its_row():
    rows = [
        files.iso_row("1", "ISO 90003:2020", **{"scope.en": sent})
        for sent in ("<a" * 4_900, "<a<a‹a" * 1_600, "<" * 9_000, "&#0;&#xd800;<p>Сүү</p>")
    ]

    _kind, found = reading.read(files.iso(*rows))

    assert {(one.row, one.column) for one in found.problems} >= {(2, "scope.en")}
    assert "\x00" not in found.drafts[-1].facts["scope_en"]


def test_a_workbook_of_millions_of_empty_words_is_refused():
    words = f'<sst xmlns="{SHEET}">{"<si/>" * 3_000_000}</sst>'
    with pytest.raises(RuleBroken) as refusal:
        reading.read(files.repacked(files.workbook(), sharedStrings=words))
    assert refusal.value.field == "file"


@pytest.mark.parametrize("stage", [".", " . ", ""])
def test_rows_of_iso_that_end_early_or_name_no_stage_are_problems(stage):
    whole = files.iso(files.iso_row("1", "ISO 1:2020"), files.iso_row("2", "ISO 2:2020", stage))
    _kind, found = reading.read(whole + b"3,IS,,\r\n")

    assert [one.number for one in found.drafts] == ["ISO 1"]
    assert {one.row for one in found.problems} == {3, 4}
