"""Officers and the comments on a draft: shown or held back, answered, taken out; addresses closed."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from lxml import etree
from openpyxl import load_workbook

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.cleaner import office
from kholboo.standards.commenting import HeldFor, Verdict
from kholboo.standards.models import Comment, CommentContact, Enquiry
from kholboo.standards.rules import Access, Stage
from kholboo.standards.services import comment_contacts
from kholboo.standards.services import enquiry as services
from kholboo.standards.services.enquiry import Period
from kholboo.standards.tests.desk import day, desk, edition, html, person
from kholboo.standards.tests.enquiries import (
    EMAIL,
    WORDS,
    closed_one,
    comment,
    open_one,
    released,
)

pytestmark = [pytest.mark.usefixtures("drafts"), pytest.mark.django_db]
DESK = "/en/standards/desk/"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of(kept, act=""):
    return f"{DESK}enquiries/comments/{kept.pk}/{act}"


def actions(thing):
    target = f"{thing._meta.label}:{thing.pk}"
    return list(Entry.objects.filter(target=target).order_by("pk").values_list("action", flat=True))


def test_an_officer_shows_a_comment_and_answers_it():
    kept, officer = comment(), desk()

    officer.post(of(kept, "release/"), {"seen": 0})
    officer.post(of(kept, "answer/"), {"seen": 1, "verdict": "refused", "answer": "Учир нь"})

    kept.refresh_from_db()
    assert (kept.state, kept.verdict, kept.answer) == ("released", "refused", "Учир нь")
    assert actions(kept) == [f"standards.comment_{act}" for act in ("sent", "released", "answered")]
    assert "not accepted" in html(officer.get(f"{DESK}enquiries/{kept.enquiry_id}/"))


@pytest.mark.parametrize("verdict", ["partly", "refused", "", "loved"])
def test_who_is_told_no_is_told_why(verdict):
    kept = comment()

    answer = desk().post(of(kept, "answer/"), {"seen": 0, "verdict": verdict, "answer": " "})

    assert answer.status_code == 422
    kept.refresh_from_db()
    assert kept.verdict == ""


def test_of_two_officers_the_second_is_told_and_keeps_the_words():
    kept, second = comment(), desk("catalogue.head")
    services.release(kept, actor=person())

    answer = second.post(of(kept, "answer/"), {"seen": 0, "verdict": "noted", "answer": "Миний үг"})

    assert answer.status_code == 422
    assert "Миний үг" in html(answer)
    kept.refresh_from_db()
    assert kept.verdict == ""
    # The page has caught up: sent once more, it is kept.
    assert 'name="seen" value="1"' in html(answer)


def test_what_is_held_back_says_why_and_can_be_shown_later():
    kept, officer = comment(), desk()

    assert officer.post(of(kept, "hold/"), {"seen": 0}).status_code == 422
    officer.post(of(kept, "hold/"), {"seen": 0, "held_for": "abuse"})
    kept.refresh_from_db()
    assert (kept.state, kept.held_for) == ("held", "abuse")

    officer.post(of(kept, "release/"), {"seen": 1})
    kept.refresh_from_db()
    assert (kept.state, kept.held_for) == ("released", "")


def test_an_address_opens_for_permitted_officers_alone_and_history_says_so():
    kept = comment()
    pages = [of(kept), f"{DESK}enquiries/{kept.enquiry_id}/"]

    for name in ("cataloguer", "auditor"):
        assert all(EMAIL not in html(desk(name).get(page)) for page in pages)
    assert desk("auditor").post(of(kept, "contact/")).status_code == 403
    assert desk("editor").get(of(kept)).status_code == 403
    assert actions(kept) == ["standards.comment_sent"]

    assert EMAIL in html(desk().post(of(kept, "contact/")))
    assert actions(kept) == ["standards.comment_sent", "standards.comment_contact_opened"]
    assert desk().post(of(comment(email=""), "contact/")).status_code == 404
    assert not Entry.objects.filter(facts__icontains=EMAIL).exists()


def test_addresses_and_what_was_held_back_are_forgotten_after_their_term():
    today = clock.local_date(clock.now())
    held = open_one()
    kept, bad = comment(), comment(text="Доромжлол", name="Хэн нэгэн")
    services.hold(bad, held_for=HeldFor.ABUSE, actor=person())

    def forget(closed_before):
        days = {"opens_on": today - timedelta(days=200), "contact_days": 30}
        days["closes_on"] = today - timedelta(days=closed_before)
        Enquiry.objects.filter(pk=held.pk).update(**days)
        comment_contacts.forget_old()
        return CommentContact.objects.filter(comment=kept).exists()

    assert forget(closed_before=30)
    assert not forget(closed_before=31)
    bad.refresh_from_db()
    assert (bad.text, bad.name) == ("", "")
    assert Comment.objects.get(pk=kept.pk).text == WORDS
    assert desk().get(of(bad)).status_code == 200
    with pytest.raises(RuleBroken):
        services.release(bad, actor=person())


def draft(**facts):
    facts = {"stage": Stage.ENQUIRY, "access": Access.FREE, "effective_on": None} | facts
    return edition(year=2027, **facts)


def test_a_draft_is_opened_for_days_that_can_be_changed():
    draft()
    today, head = clock.local_date(clock.now()), desk("catalogue.head")
    days = day("opens_on", today) | day("closes_on", today + timedelta(days=60))
    sent = {
        "standard": "mns 9001:2027",
        "contact_days": "90",
        "words_days": "900",
        "note": "Юуг?",
    } | days

    assert desk().post(f"{DESK}enquiries/new/", sent).status_code == 403
    assert head.post(f"{DESK}enquiries/new/", sent).status_code == 302
    held = Enquiry.objects.get(note="Юуг?")
    assert held.is_open
    assert head.post(f"{DESK}enquiries/new/", sent).status_code == 422  # in the same days
    assert head.post(f"{DESK}enquiries/new/", sent | {"standard": "MNS 1 : 1"}).status_code == 422

    later = sent | day("closes_on", today + timedelta(days=90))
    assert head.post(f"{DESK}enquiries/{held.pk}/days/", later).status_code == 302
    held.refresh_from_db()
    assert held.closes_on == today + timedelta(days=90)
    assert actions(held) == ["standards.enquiry_opened", "standards.enquiry_changed"]


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"stage": Stage.PUBLISHED}, (0, 60)),
        ({"access": Access.SOLD}, (0, 60)),
        ({}, (0, -1)),
        ({}, (0, 367)),
    ],
)
def test_what_cannot_be_opened(facts, days):
    today = clock.local_date(clock.now())
    opens, closes = (today + timedelta(days=count) for count in days)

    with pytest.raises(RuleBroken):
        services.open_enquiry(draft(**facts), Period(opens, closes), actor=person())


def test_the_database_holds_what_the_rules_say():
    kept = comment()
    wrong = (
        {"state": "held"},
        {"held_for": "abuse"},
        {"state": "released"},
        {"text": ""},
        {"verdict": "noted"},
        {"answer": "х"},
        {"verdict": "refused", "answered_at": clock.now()},
        {"number": 1},
    )
    for facts in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=kept.pk).update(**facts)


def taken(format, held=None):
    address = f"{DESK}enquiries/{(held or open_one()).pk}/file/"
    return desk().post(address, {"format": format})


def test_the_table_of_iso_in_excel_runs_no_formula():
    services.answer(
        released(text='=HYPERLINK("http://x")', name="@Болд", place="+1", change="-2+3"),
        verdict=Verdict.ACCEPTED,
        words="",
        actor=person(),
    )
    hidden = comment(text="Нууц үг")

    book = load_workbook(io.BytesIO(taken("xlsx").content))

    rows = list(book.active.iter_rows(values_only=True))
    assert rows[2][0] == "MB/NC"
    assert len(rows[2]) == 8
    row = next(row for row in rows if row[5] and "HYPERLINK" in row[5])
    assert row[2:7] == ("4", "'+1", "te", '\'=HYPERLINK("http://x")', "'-2+3")
    assert row[7] == "accepted"
    cells = [cell for line in book.active.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if hidden.text in str(cell.value)]
    assert actions(open_one())[-1] == "standards.comments_exported"


def test_the_table_of_iso_in_word_is_an_honest_document():
    released(text="<w:p>&\x0b\ufffe\nхоёр дахь мөр", change="ө ү")

    answer = taken("docx")

    assert answer["Content-Disposition"] == (
        'attachment; filename="comments-jishee-0010-2027.docx"'
    )
    assert office.clean(io.BytesIO(answer.content), io.BytesIO()).is_clean
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        document = etree.fromstring(file.read("word/document.xml"))
    rows = [
        [
            "\n".join("".join(p.itertext()) for p in cell.iter(f"{WORD}p"))
            for cell in row.iter(f"{WORD}tc")
        ]
        for row in document.iter(f"{WORD}tr")
    ]
    assert all(len(row) == 8 for row in rows)
    assert rows[0][7] == "Observations of the secretariat"
    assert ["<w:p>&\nхоёр дахь мөр", "ө ү"] in [row[5:7] for row in rows]


def test_nothing_to_take_out_is_said():
    Comment.objects.filter(enquiry=open_one()).delete()

    assert taken("xlsx").status_code == 422
    assert taken("exe").status_code == 404
    assert taken("docx", closed_one()).status_code == 200
