"""A better converter makes pages anew by itself, and none of them worse."""

from dataclasses import replace

import pytest

from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.standards import reading
from kholboo.standards.models import Clause, Manifestation, Part
from kholboo.standards.services import reconverting
from kholboo.standards.sts.convert import convert
from kholboo.standards.sts.problems import Problem, Refused
from kholboo.standards.tests.desk import desk, html, person

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]
NEXT = reading.CONVERTER + 1
UNKNOWN = Problem(code="unknown", line=7, clause="4", what="<new>")


@pytest.fixture
def newer(monkeypatch):
    """The next converter; `change` makes of what this one finds what that one will."""

    def come(change=lambda converted: converted):
        for house in ("reading", "services.texts", "queries.desk_texts"):
            monkeypatch.setattr(f"kholboo.standards.{house}.CONVERTER", NEXT)
        monkeypatch.setattr(
            reconverting, "convert", lambda source, **more: change(convert(source, **more))
        )

    return come


def labels():
    sts = Manifestation.objects.filter(kind="sts", state="shown")
    return sorted(sts.values_list("edition__slug", "converter"))


def one():
    return Manifestation.objects.get(edition__slug="jishee-0001-2025", kind="sts")


def worse(converted):
    """Of the labels of food only."""
    is_it = any("Үсгийн өндөр" in part.html for part in converted.parts)
    return replace(converted, lost=3) if is_it else converted


def test_while_the_converter_is_the_same_nothing_is_done():
    before = list(Part.objects.values_list("pk", flat=True))
    assert reconverting.convert_waiting() == 0
    assert list(Part.objects.values_list("pk", flat=True)) == before


def test_a_newer_converter_makes_every_page_anew_in_batches(newer):
    first = one()
    newer(lambda converted: replace(converted, parts=converted.parts[:2]))
    count = len(labels())

    tried = [reconverting.convert_waiting(limit=2) for _turn in range(count)]

    assert sum(tried) == count
    assert tried[-1] == 0
    assert {converter for _slug, converter in labels()} == {NEXT}
    assert first.parts.count() == 2
    assert Clause.objects.filter(part__text=first).exists()
    assert Entry.objects.filter(action="standards.text_converted").count() == count


def test_a_page_that_would_lose_words_stays_and_waits_for_a_person(newer):
    before = [(part.pk, part.html) for part in one().parts.all()]
    newer(worse)
    reconverting.convert_waiting()
    kept = one()

    assert [(part.pk, part.html) for part in kept.parts.all()] == before
    assert (kept.converter, kept.refused_converter, kept.refused_lost) == (NEXT - 1, NEXT, 3)
    assert kept.state == "shown"
    # It is not tried again by the same converter, and stands on the desk.
    assert reconverting.convert_waiting() == 0
    assert (
        "ЖИШЭЭ 0001 : 2025" in html(desk().get("/standards/desk/documents/")).split("data-row")[0]
    )
    assert "3 үг" in html(desk().get(f"/standards/desk/documents/{kept.pk}/"))
    with pytest.raises(RuleBroken):
        reconverting.take_anew(kept, actor=person())


def test_new_problems_wait_too_and_a_person_may_take_them(newer):
    newer(lambda converted: replace(converted, problems=(*converted.problems, UNKNOWN)))
    reconverting.convert_waiting()
    kept = one()
    assert [problem["what"] for problem in kept.refused_problems] == ["<new>"]
    assert kept.refused_lost == 0

    refused = desk().post(f"/standards/desk/documents/{kept.pk}/convert/")
    assert refused.status_code == 403
    Manifestation.objects.filter(pk=kept.pk).update(made_by=person("catalogue.head"))
    with pytest.raises(RuleBroken):
        reconverting.take_anew(one(), actor=person("catalogue.head"))
    Manifestation.objects.filter(pk=kept.pk).update(made_by=person())
    answer = desk("catalogue.head").post(f"/standards/desk/documents/{kept.pk}/convert/")

    assert answer.status_code == 302
    kept.refresh_from_db()
    assert (kept.converter, kept.refused_converter, kept.refused_problems) == (NEXT, None, [])
    assert "&lt;new&gt;" in html(desk().get(f"/standards/desk/documents/{kept.pk}/"))


def test_problems_that_were_there_before_hinder_nothing(newer):
    newer(lambda converted: replace(converted, problems=(replace(UNKNOWN, line=70),)))
    Manifestation.objects.update(
        problems=[{"code": "unknown", "line": 7, "clause": "4", "what": "<new>"}]
    )
    reconverting.convert_waiting()

    assert {converter for _slug, converter in labels()} == {NEXT}


def test_a_file_the_next_converter_does_not_read_keeps_its_page(newer):
    def refuse(_converted):
        raise Refused("deep", line=9)

    newer(refuse)
    reconverting.convert_waiting()
    assert one().refused_problems[0]["code"] == "deep"
    assert one().parts.exists()
    with pytest.raises(RuleBroken):
        reconverting.take_anew(one(), actor=person())


def test_a_better_one_takes_what_the_one_before_was_refused(newer):
    Manifestation.objects.update(refused_converter=NEXT - 1, refused_lost=3)
    newer()
    reconverting.convert_waiting()

    assert one().refused_converter is None
    assert one().converter == NEXT


def test_what_is_replaced_stays_as_it_was_read(newer):
    Manifestation.objects.filter(pk=one().pk).update(state="replaced")
    newer()
    reconverting.convert_waiting()
    assert one().converter == NEXT - 1
