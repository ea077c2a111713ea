"""The sealed PDF: made once, both languages, and no bit of it can be changed."""

import random

import pypdfium2
import pytest
from django.test import Client

from kholboo.documents.services.storing import content_of
from kholboo.documents.tests.stores import use_store
from kholboo.registers import tasks
from kholboo.registers.granting import Holder
from kholboo.registers.models import Certificate
from kholboo.registers.queries import certificates as queries
from kholboo.registers.sealing import pades
from kholboo.registers.sealing.port import Broken
from kholboo.registers.services import papers
from kholboo.registers.services.papers import paper_of
from kholboo.registers.tests.factories import certificate
from kholboo.registers.wiring import sealer

pytestmark = pytest.mark.django_db
FOOT = 20 / 25.4 * 72  # points; the margin under the words of a page


@pytest.fixture
def sealed(monkeypatch, tmp_path):
    use_store(monkeypatch, tmp_path)
    row = papers.seal(certificate(particulars={"products": ["Талх"], "brand": "Наран"}))
    return row, content_of(row.paper)


def words_of(pdf):
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_paper_says_it_in_both_languages_and_carries_the_seal(sealed):
    row, pdf = sealed
    words = words_of(pdf)

    for said in (row.number, "Улаан буудайн талх", "Wheat bread", "Талх ХХК", "Эзэмшигч", "Holder"):
        assert said in words
    assert "ЖИШЭЭ" not in words
    assert b"/ETSI.CAdES.detached" in pdf
    pades.check(pdf, sealer().chain)


def test_it_is_made_once_and_everybody_may_have_it(sealed):
    row, pdf = sealed
    papers.seal(row)
    answer = Client().get(f"/registers/certificates/{row.number}/paper/")

    assert b"".join(answer.streaming_content) == pdf
    assert answer["Content-Disposition"].startswith("attachment")
    assert Client().get(f"/registers/certificates/{certificate().number}/paper/").status_code == 404


def test_a_long_list_goes_on_over_the_page():
    lines = [f"Мөр {place}: өндөгтэй гоймон, цаасан уутанд савласан" for place in range(100)]
    paper = pypdfium2.PdfDocument(paper_of(certificate(particulars={"products": lines})))

    met = {}
    for page in paper:
        words = page.get_textpage()
        for place in range(100):
            if found := words.search(f"Мөр {place}:", match_case=True).get_next():
                met[place] = words.get_charbox(found[0])[1]
    assert len(met) == 100
    assert min(met.values()) > FOOT


def test_papers_that_were_not_made_are_made_later(monkeypatch, tmp_path):
    use_store(monkeypatch, tmp_path)
    made = certificate()

    tasks.seal_missing(0)
    first = Certificate.objects.get(pk=made.pk).paper
    tasks.seal_missing(0)

    assert first is not None
    assert Certificate.objects.get(pk=made.pk).paper == first
    assert not queries.without_paper().exists()


def test_flipped_bits_are_seen(sealed):
    """A few of each region; the ten thousand are `make prove NAME=seal`."""
    _row, pdf = sealed
    luck = random.Random(7)  # noqa: S311  # picks places, guards nothing
    chain, taken = sealer().chain, []
    for place in [luck.randrange(len(pdf)) for _each in range(25)]:
        changed = bytearray(pdf)
        changed[place] ^= 1 << luck.randrange(8)
        try:
            pades.check(bytes(changed), chain)
            taken.append(place)
        except Broken:
            pass

    assert taken == []


def test_what_readers_forgive_is_not_forgiven(sealed):
    """Padding, letters' case, bytes behind the end: no reader would see them."""
    _row, pdf = sealed
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    padding = pdf.index(b"0" * 200, start) + 100
    wrong = {
        "padding": pdf[:padding] + b"1" + pdf[padding + 1 :],
        "case": pdf[:start] + pdf[start : start + 1_000].lower() + pdf[start + 1_000 :],
        "tail": pdf + b"\n",
        "nothing": b"",
        "unsealed": paper_of(certificate()),
    }
    for name, changed in wrong.items():
        assert changed != pdf, name
        with pytest.raises(Broken):
            pades.check(changed, sealer().chain)


def test_the_seal_of_another_root_is_not_ours(sealed, tmp_path):
    from kholboo.registers.sealing.trial import TrialAuthority

    _row, pdf = sealed

    with pytest.raises(Broken):
        pades.check(pdf, TrialAuthority(tmp_path / "other").sealer().chain)


def test_a_long_certificate_with_strange_signs_is_set(sealed):
    row = certificate(
        holder=Holder("Ж" * 300),
        title={"mn": "Бүтээгдэхүүн 😀 " + "урт нэр " * 30},
        particulars={"products": [f"Бүтээгдэхүүн {n}" for n in range(100)]},
    )

    assert "Бүтээгдэхүүн 99" in words_of(paper_of(row))
