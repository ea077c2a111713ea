"""What officers give each other: notes, a draft sent back with its reason, photos of a visit."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.tests import files as samples
from kholboo.eservices.models import ProcedureVersion, StepFile
from kholboo.eservices.queries import tracking
from kholboo.eservices.services import noting, stepping
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.tests.desk import address, declare, desk, html

pytestmark = pytest.mark.django_db
WORDS = "Хаяг нь өмнөх гэрчилгээнийхтэй зөрж байна."


def test_a_note_is_for_colleagues_alone():
    made = stories.application()
    officer = desk("officer.orkhon")
    page = f"{address(made)}note/"

    assert "The applicant does not see it" in html(officer.get(page))
    assert officer.post(page, {"text": "  "}).status_code == 422
    assert officer.post(page, {"text": WORDS}).status_code == 302

    assert WORDS in html(desk("head.orkhon").get(address(made)))
    assert WORDS not in html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))
    assert WORDS not in [line.text for line in tracking.progress_of(made).lines]


def test_notes_are_written_where_one_reads_and_nowhere_else():
    made = stories.application()

    assert desk("officer.uvs").get(f"/desk/services/{made.number}/note/").status_code == 404
    with pytest.raises(RuleBroken):
        noting.note(made, text="x" * 5_001, actor=stories.person("officer.orkhon"))


def in_council(monkeypatch):
    """An application under the second version, whose draft waits for the opinion of another."""
    version = ProcedureVersion.objects.get(procedure__key=stories.KEY, number=2)
    moment = clock.now() + (version.valid.lower - clock.local_date(clock.now()))
    monkeypatch.setattr(clock, "now", lambda: moment)
    made = stories.application(version=version)
    for go in (stories.checked, stories.paid, stories.assigned, stories.sampled):
        go(made)
    stories.measured(made, 0)
    stories.measured(made, 1)
    stories.visited(made)
    stepping.complete(
        stories.step(made, "draft"),
        actor=stories.person("expert.orkhon"),
        result={"outcome": "granted", "note": "Нийцэж байна.", "rule": "conforms"},
    )
    return made


def test_a_draft_is_sent_back_with_a_reason_and_not_without(monkeypatch):
    made = in_council(monkeypatch)
    council = stories.step(made, "council")
    other = stories.person("officer2.orkhon")

    with pytest.raises(RuleBroken) as refusal:
        stepping.complete(council, actor=other, result={"outcome": "disagree", "note": " "})
    assert refusal.value.field == "note"
    stepping.complete(council, actor=other, result={"outcome": "disagree", "note": WORDS})

    again = stories.step(made, "draft")
    assert again.visit == 2
    shown = html(desk("expert.orkhon").get(address(made, "draft")))
    assert "sent back to this step" in shown
    assert WORDS in shown
    assert "Нийцэж байна." in shown


def test_the_head_sends_back_with_the_ground():
    made = stories.brought_to("decide")
    stories.decided(made, "back")

    shown = html(desk("expert.orkhon").get(address(made, "draft")))

    assert "sent back to this step" in shown
    assert "Стандартын шаардлагад нийцсэн." in shown


def test_photos_of_a_visit_are_made_anew_and_seen_by_those_who_work_on_it():
    made = stories.brought_to("visit")
    expert, page = desk("expert.orkhon"), address(made, "visit")
    declare(expert, page)
    photo = SimpleUploadedFile("IMG_0001.jpg", samples.photo_with_place(), "image/jpeg")

    answer = expert.post(page, {"outcome": "conforms", "note": "Үзлэг.", "photos": [photo]})

    assert answer.status_code == 302, html(answer)
    kept = StepFile.objects.get().document
    address_of = f"/desk/services/{made.number}/papers/{kept.pk}/"
    shown = desk("head.orkhon").get(address_of)
    content = b"".join(shown) if shown.streaming else shown.content
    assert shown.status_code == 200
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"PhoneMaker" not in content
    assert str(kept.pk) in html(desk("head.orkhon").get(address(made)))
    assert desk("officer.uvs").get(address_of).status_code == 404
    theirs = browser_of(made.user)
    assert theirs.get(f"/services/mine/{made.number}/file/{kept.pk}/").status_code == 404
    assert str(kept.pk) not in html(theirs.get(f"/services/mine/{made.number}/"))


def test_a_photo_that_is_none_is_refused_and_nothing_typed_is_lost():
    made = stories.brought_to("visit")
    expert, page = desk("expert.orkhon"), address(made, "visit")
    declare(expert, page)
    file = SimpleUploadedFile("IMG_0002.jpg", b"<script>alert(1)</script>", "image/jpeg")

    answer = expert.post(page, {"outcome": "conforms", "note": WORDS, "photos": [file]})

    assert answer.status_code == 422
    assert WORDS in html(answer)
    assert stories.step(made, "visit").status == "waiting"
    assert not StepFile.objects.exists()
