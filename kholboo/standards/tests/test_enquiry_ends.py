"""How an enquiry ends for those who commented: letters once each, and words that are forgotten."""

from datetime import timedelta

import pytest
from django.utils import translation

from kholboo.core import clock
from kholboo.notifications import queries as letters
from kholboo.notifications.models import Delivery
from kholboo.standards.commenting import Verdict
from kholboo.standards.models import CommentContact, Enquiry
from kholboo.standards.services import comment_contacts, enquiry_letters
from kholboo.standards.services import enquiry as services
from kholboo.standards.tests.desk import desk, html, person
from kholboo.standards.tests.enquiries import EMAIL, WORDS, comment, open_one, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def answer(kept, words="Шинжилгээгээр батлагдсан."):
    return services.answer(kept, verdict=Verdict.PARTLY, words=words, actor=person())


def close(days_ago=1, **more):
    held = open_one()
    today = clock.local_date(clock.now())
    days = {"opens_on": today - timedelta(days=200), "closes_on": today - timedelta(days=days_ago)}
    Enquiry.objects.filter(pk=held.pk).update(**days | more)
    return held


def sent():
    return [letters.opened(row) for row in Delivery.objects.order_by("pk")]


def test_who_left_an_address_is_told_of_the_answer_once():
    kept = answer(comment())
    answer(kept, "Өөр хариу")
    answer(comment(email="", text="Хаяггүй"))

    [letter] = sent()
    assert letter["to"] == EMAIL
    assert f"/standards/drafts/{kept.enquiry_id}/" in letter["text"]
    assert str(kept.key) in letter["text"]
    assert WORDS not in letter["text"]
    assert "батлагдсан" not in letter["text"]
    assert "/en/" not in letter["text"]


def test_a_letter_speaks_the_language_the_comment_was_written_in():
    with translation.override("en"):
        kept = comment()
    answer(kept)

    [letter] = sent()
    assert letter["text"].startswith("Hello. We answered comment")
    assert "/en/standards/" in letter["text"]


def test_at_the_end_an_address_gets_one_letter_however_much_it_wrote():
    for words in ("Нэг", "Хоёр"):
        comment(text=words)
    comment(text="Гурав", email=EMAIL.upper())
    comment(text="Дөрөв", email="other@example.mn")
    comment(text="Тав", email="")
    known = CommentContact.objects.exclude(comment__text__in=("Нэг", "Хоёр", "Гурав", "Дөрөв"))
    known.delete()
    assert enquiry_letters.tell_closed() == 0

    held = close()
    assert enquiry_letters.tell_closed() == 2
    assert enquiry_letters.tell_closed() == 0
    assert sorted(letter["to"] for letter in sent()) == [EMAIL, "other@example.mn"]

    # Opened for longer, it ends a second time.
    Enquiry.objects.filter(pk=held.pk).update(closes_on=clock.local_date(clock.now()))
    assert enquiry_letters.tell_closed() == 0
    close(days_ago=2)
    assert enquiry_letters.tell_closed() == 2
    assert Delivery.objects.count() == 4


def test_what_closed_long_ago_is_not_told_of():
    comment()
    close(days_ago=15)

    assert enquiry_letters.tell_closed() == 0


def test_a_name_goes_with_the_addresses_and_the_words_after_their_own_term():
    kept = answer(released(name="Б. Болд", place="Миний гэр"))
    held = close(days_ago=31, contact_days=30, words_days=100)

    comment_contacts.forget_old()
    kept.refresh_from_db()
    assert (kept.name, kept.text, kept.forgotten_at) == ("", WORDS, None)

    close(days_ago=101, contact_days=30, words_days=100)
    comment_contacts.forget_old()
    kept.refresh_from_db()
    assert (kept.text, kept.change, kept.place) == ("", "", "")
    assert kept.answer
    public = html(desk().get(f"/en/standards/drafts/{held.pk}/"))
    assert "The words were deleted after their term." in public
    assert "Шинжилгээгээр батлагдсан." in public
    # Once more changes nothing.
    before = kept.forgotten_at
    comment_contacts.forget_old()
    kept.refresh_from_db()
    assert kept.forgotten_at == before
