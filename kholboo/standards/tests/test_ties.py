"""Ties of an edition to others, and its withdrawal with what replaces it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from kholboo.core import clock
from kholboo.standards.models import Edition, Proposal, Relation
from kholboo.standards.queries.catalogue import edition_at, standing
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.rules import Status
from kholboo.standards.services import changes
from kholboo.standards.tests.desk import ADDRESS, day, desk, edition, html, person

pytestmark = pytest.mark.django_db
TIES = f"{ADDRESS}edition/mns-6858-2020/ties/"


def milk():
    return Edition.objects.get(slug="mns-6858-2020")


def rows(*ties, seen):
    sent = {"seen": seen}
    for number, (kind, target, clause) in enumerate(ties):
        sent |= {f"kind_{number}": kind, f"target_{number}": target, f"clause_{number}": clause}
    return sent


def proposed(*ties, status=302):
    officer = desk()
    seen = officer.get(TIES).context["seen"]
    answer = officer.post(TIES, rows(*ties, seen=seen))
    assert answer.status_code == status, html(answer)
    return answer


def published():
    changes.publish(Proposal.objects.latest("pk"), actor=person("catalogue.head"))
    return facts_of(milk())["ties"]


def test_a_number_leads_to_an_edition_to_any_edition_or_stays_words():
    proposed(
        ("references", "МНС 5217:2003", "4.1"),
        ("references", "mns 5217", ""),
        ("idt", "CODEX STAN 207-1999", ""),
    )

    assert published() == [
        ["idt", "text", "CODEX STAN 207-1999", ""],
        ["references", "edition", "mns-5217-2003", "4.1"],
        ["references", "work", "mns-5217", ""],
    ]
    public = html(Client().get("/standards/mns-6858-2020/"))
    assert "MNS 5217 : 2003" in public


def test_an_emptied_row_is_a_tie_taken_away_and_the_others_keep_their_rows():
    proposed(("references", "MNS 5217 : 2003", ""), ("amends", "Хуучин бичиг", ""))
    published()
    kept = Relation.objects.get(source=milk(), text="").pk

    shown = [(row["kind"], row["name"]) for row in _shown()]
    assert ("amends", "Хуучин бичиг") in shown
    proposed(("", "", ""), ("references", "MNS 5217 : 2003", ""))

    assert published() == [["references", "edition", "mns-5217-2003", ""]]
    assert Relation.objects.get(source=milk()).pk == kept


def _shown():
    form = desk().get(TIES).context["form"]
    return [
        {"kind": kind.initial, "name": target.initial}
        for kind, target, _clause in form.rows()
        if target.initial
    ]


@pytest.mark.parametrize(
    "tie",
    [
        ("", "MNS 5217", ""),
        ("references", "", ""),
        ("beats", "MNS 5217", ""),
        ("references", "н" * 301, ""),
        ("references", "MNS 5217", "н" * 41),
        ("references", "MNS 6858 : 2020", ""),
    ],
)
def test_what_cannot_be_is_said(tie):
    proposed(tie, status=422)

    assert not Proposal.objects.exists()


def test_ties_are_written_anew_in_their_own_form():
    proposed(("references", "MNS 5217", ""))
    found = Proposal.objects.get()
    officer = desk()
    page = officer.get(f"{ADDRESS}changes/{found.pk}/anew/")

    officer.post(
        f"{ADDRESS}changes/{found.pk}/anew/",
        rows(("references", "MNS 5217 : 2012", ""), seen=page.context["seen"]),
    )

    found.refresh_from_db()
    assert found.changes["ties"][1][0][:2] in (["references", "edition"], ["references", "text"])


def test_what_is_typed_finds_what_could_be_meant():
    officer = desk()

    listed = html(officer.get(f"{ADDRESS}targets/", {"target_3": "mns 6858"}))
    assert '<option value="MNS 6858 : 2020">' in listed
    assert "MNS 6858 : 2020" in html(officer.get(TIES, {"q": "хатаамал сүү"}))
    assert "<option" not in html(officer.get(f"{ADDRESS}targets/", {"x": "mns 6858"}))


def test_a_withdrawal_names_its_day_and_what_replaces_it():
    today = clock.local_date(clock.now())
    until = today + timedelta(days=30)
    old = edition(year=2010, effective_on=date(2010, 1, 1))
    new = edition(year=2024)
    address = f"{ADDRESS}edition/{old.slug}/withdraw/"
    officer = desk()
    seen = officer.get(address).context["seen"]

    officer.post(address, day("withdrawn_on", until) | {"successor": "mns 9001:2024", "seen": seen})
    changes.publish(Proposal.objects.get(), actor=person("catalogue.head"))

    before, after = standing(edition_at(old.slug)), standing(edition_at(old.slug), day=until)
    assert (before.status, after.status) == (Status.IN_FORCE, Status.REPLACED)
    assert after.successor == new
    [event] = old.events.all()
    assert (event.kind, event.day) == ("replaced", until)
    assert 'href="/standards/mns-9001-2024/"' in html(Client().get(f"/standards/{old.slug}/"))


@pytest.mark.parametrize(
    "typed",
    [
        day("withdrawn_on", None),
        day("withdrawn_on", date(2019, 1, 1)),
        day("withdrawn_on", date(2026, 1, 1)) | {"successor": "MNS 6858 : 2020"},
        day("withdrawn_on", date(2026, 1, 1)) | {"successor": "MNS 6858"},
        day("withdrawn_on", date(2026, 1, 1)) | {"successor": "MNS 1 : 1999"},
        day("withdrawn_on", date(2026, 1, 1)) | {"successor": "'; --"},
    ],
)
def test_a_withdrawal_that_cannot_be_is_said(typed):
    address = f"{ADDRESS}edition/mns-6858-2020/withdraw/"
    officer = desk()
    seen = officer.get(address).context["seen"]

    assert officer.post(address, typed | {"seen": seen}).status_code == 422
    assert not Proposal.objects.exists()
