"""Standards are found however they are asked for, and narrowed by addresses that can be kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from kholboo.core import clock
from kholboo.standards import tasks
from kholboo.standards.models import Edition, Entry, Relation, Unmet
from kholboo.standards.queries.catalogue import standing, standings, with_successors
from kholboo.standards.queries.nearly import going_on, meant_words
from kholboo.standards.queries.numbered import address_of
from kholboo.standards.queries.search import search
from kholboo.standards.rules import Kind, RelationKind, Stage, Status, kind_of
from kholboo.standards.services import catalogue, finding

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
SADDLE = "Морины эмээлийн гөлөм"


def keep(
    number="MNS 9001", year=2024, title="Хүнсний бүтээгдэхүүний шошгонд тавих шаардлага", **facts
):
    facts = {"title_mn": title, "effective_on": date(2020, 1, 1)} | facts
    return catalogue.keep(number, year, **facts)


def found_by(words, **wanted):
    return [row.edition.slug for row in search(words, **wanted).rows]


def page(address="/standards/", **more):
    answer = Client().get(address, more)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "words",
    ["хүнсний шошго", "шошгууд хүнсэнд", "honsnii shoshgo", "хунсний шошго", "hoyvyna ikiuk",
     "xünsnii shoshgo", "õ¿íñíèé øîøãî", "хїнсний шошго", "ХҮНСНИЙ ШОШГЫН СТАНДАРТ"],
)  # fmt: skip
def test_words_are_found_however_they_are_typed(words):
    edition = keep()

    assert edition.slug in found_by(words)


@pytest.mark.parametrize("words", ["хүн", "шошготой хүүхэд", "тосгон", "шо"])
def test_words_that_only_look_alike_are_not_taken_for_it(words):
    keep()

    found = search(words)
    assert "mns-9001-2024" not in [row.edition.slug for row in found.rows] or not found.has_all


def test_what_was_read_otherwise_is_said():
    keep()

    assert "хүнсний шошго" in page(q="hoyvyna ikiuk")


@pytest.mark.parametrize(
    ("typed", "address"),
    [("тиы 9001", "mns-9001-2024"), ("mns9001:2024", "mns-9001-2024"), ("9001", "mns-9001-2024"),
     ("МНС 9001-2024", "mns-9001-2024"), ("хүнс", None), ("9001 9002 9003 9004", None)],
)  # fmt: skip
def test_a_number_is_an_address(typed, address):
    keep()

    assert address_of(typed) == address


def test_what_is_in_force_comes_first_and_the_withdrawn_with_its_successor():
    old, new = keep(year=2010), keep(year=2024)
    Relation.objects.create(source=new, kind=RelationKind.REPLACES, edition=old)
    finding.index([new.pk])

    found = search("хүнсний шошго")
    assert [row.edition for row in found.rows if row.edition in (old, new)] == [new, old]
    assert found.rows[-1].successor == new


def test_facets_narrow_and_count():
    keep(title=SADDLE, ics=["67.040"])
    keep("MNS ISO 9002", 2010, SADDLE, ics=["67.040"])
    keep("MNS 9003", 2010, SADDLE, ics=["91.100.10"], withdrawn_on=date(2020, 1, 1))

    whole = search("морины эмээл").counted
    assert whole.total == 3
    assert dict(whole.by["ics"]) == {"67": 2, "91": 1}
    assert dict(whole.by["kind"]) == {"mns": 2, "iso": 1}
    assert dict(whole.by["status"]) == {"in_force": 2, "withdrawn": 1}
    assert dict(whole.by["year"]) == {"2024": 1, "2010": 2}

    one = page(q="морины эмээл", ics="67", kind="iso", year="2010", status="in_force")
    assert "mns-iso-9002-2010" in one
    assert "mns-9001-2024" not in one
    assert 'href="/standards/?q=%D0%BC' in one


@pytest.mark.parametrize(
    "wanted", [{"status": "no"}, {"kind": "'"}, {"year": "²"}, {"year": "3000"}, {"ics": "."}]
)
def test_a_facet_that_cannot_be_is_left_out(wanted):
    keep()

    assert "mns-9001-2024" in page(q="хүнсний шошго", **wanted)


def test_nothing_within_what_was_chosen_leads_back():
    assert 'href="/standards/?q=%D1%81%D2%AF%D2%AF"' in page(q="сүү", year="1950")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("хүнсний шошжо", "хүнсний шошго"),
        ("shosgo", "шошго"),
        ("хүнсний шошго", ""),
        ("ъъъъ", ""),
    ],
)
def test_what_was_nearly_typed_is_offered(typed, meant):
    keep(title="Хүнсний шошго")

    assert meant_words(typed) == meant


@pytest.mark.parametrize(
    "typed", ["хүнсний шош", "бүтээгдэхү", "mns 90", "9001", "hunsnii shosh", "MNS 9001:2024"]
)
def test_suggestions_go_on_with_what_is_typed(typed):
    keep()

    assert "mns-9001-2024" in [row.edition.slug for row in going_on(typed)]
    assert 'href="/standards/mns-9001-2024/"' in page("/standards/suggest/", q=typed)


def test_nothing_is_suggested_for_almost_nothing():
    assert "<li" not in page("/standards/suggest/", q="х")
    assert "<li" not in page("/standards/suggest/")


@pytest.mark.parametrize(
    ("words", "kind"),
    [(["mns"], Kind.NATIONAL), (["mns", "iso"], Kind.ISO), (["mns", "iso", "iec", "guide"], Kind.ISO_IEC),
     (["mns", "cac", "gl"], Kind.CODEX), (["mns", "gost"], Kind.GOST), (["mns", "ohsas"], Kind.OTHER)],
)  # fmt: skip
def test_a_kind_follows_from_the_number(words, kind):
    assert kind_of(words) == kind


def test_entries_say_what_is_counted_whatever_the_days():
    """The statement of the database and `rules.status_on` are two ways of one count."""
    days = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))
    editions = [
        keep(f"MNS {9100 + place}", 2000, stage=stage, effective_on=effective, withdrawn_on=withdrawn)
        for place, (stage, effective, withdrawn) in enumerate(
            (stage, effective, withdrawn) for stage in (Stage.ENQUIRY, Stage.PUBLISHED, Stage.WITHDRAWN)
            for effective in days for withdrawn in days
        )
    ]  # fmt: skip
    sources = [
        keep(f"MNS {9300 + place}", 2010, effective_on=day) for place, day in enumerate(days)
    ]
    sources.append(keep("MNS 9310", 2012, effective_on=None, stage=Stage.ENQUIRY))
    sources.append(keep("MNS 9311", 1990, effective_on=TODAY))
    for place, edition in enumerate(editions):
        source = sources[place % len(sources)]
        target = {"work": edition.work} if place % 2 else {"edition": edition}
        Relation.objects.create(source=source, kind=RelationKind.REPLACES, **target)

    finding.recount(TODAY)

    known = dict(Entry.objects.values_list("edition", "status"))
    rows = with_successors(Edition.objects.filter(pk__in=[row.pk for row in editions]))
    counted = {row.pk: standing(row, day=TODAY).status for row in rows}
    assert {pk: known[pk] for pk in counted} == {pk: status.value for pk, status in counted.items()}
    assert len(set(counted.values())) == len(Status)


def test_what_replaces_a_work_replaces_its_editions_that_are_no_younger():
    first, second, third = (keep("MNS 9200", year) for year in (1990, 2000, 2020))
    source = keep("MNS 9201", 2010)
    Relation.objects.create(source=source, kind=RelationKind.REPLACES, work=first.work)

    rows = with_successors(Edition.objects.filter(work=first.work).order_by("year"))
    assert [row.successor for row in standings(rows)] == [source, source, None]
    assert [row.edition for row in standings(rows)] == [first, second, third]


def test_a_draft_replaces_nothing_yet():
    old = keep(year=2010)
    draft = keep(year=2026, stage=Stage.ENQUIRY, effective_on=None)
    Relation.objects.create(source=draft, kind=RelationKind.REPLACES, edition=old)

    [row] = standings(with_successors(Edition.objects.filter(pk=old.pk)))
    assert (row.status, row.successor) == (Status.IN_FORCE, None)


def test_a_new_day_changes_the_entries():
    edition = keep(effective_on=clock.local_date(clock.now()) + timedelta(days=1))
    assert Entry.objects.get(edition=edition).status == Status.COMING

    assert finding.recount(edition.effective_on) >= 1
    assert Entry.objects.get(edition=edition).status == Status.IN_FORCE


def test_the_whole_catalogue_is_entered_anew():
    keep()
    finding.rebuild()
    before = set(Entry.objects.values_list("edition", "status", "kind"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM standards_entry")

    finding.enter_missing()
    again = set(Entry.objects.values_list("edition", "status", "kind"))
    assert finding.rebuild() == Edition.objects.count() == len(again)
    assert again == before


def test_the_hourly_job_enters_what_has_no_entry_and_counts_the_rest():
    edition = keep()
    Entry.objects.filter(edition=edition).delete()

    tasks.recount(0)

    assert Entry.objects.get(edition=edition).status == Status.IN_FORCE


def test_old_words_go_by_the_nightly_job():
    Unmet.objects.create(words="щы", day=date(2020, 1, 1))

    tasks.forget_unmet(0)

    assert not Unmet.objects.exists()
