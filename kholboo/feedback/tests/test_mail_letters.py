"""What the job keeps of the mailbox: every letter once, sealed, machines put aside."""

import pytest
from django.db import connection

from kholboo.audit.models import Entry
from kholboo.core.errors import Unreachable
from kholboo.core.seal import Unsealable
from kholboo.documents.models import Document
from kholboo.documents.tests import files as samples
from kholboo.feedback.envelopes import words_of
from kholboo.feedback.mail_states import AsideReason, LetterState
from kholboo.feedback.models import IncomingLetter, MailboxLook
from kholboo.feedback.services import mail
from kholboo.feedback.tests import post, race
from kholboo.notifications.mailbox.reading import Trouble
from kholboo.notifications.services.mailbox import read_mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


def test_a_letter_is_kept_with_its_words_and_marked():
    letter = post.letter(files=[("жин.png", samples.png())])

    words = words_of(letter)
    assert (words.sender, words.sender_name, words.subject) == (post.BOLD, "Дорж Болд", "Гомдол")
    assert "9911 2233" in words.text
    assert (letter.state, letter.arrived_at) == (LetterState.NEW, post.ARRIVED)
    assert letter.files.get().document.claimed_at is not None
    assert post.box().untaken() == []


def test_nothing_of_the_sender_lies_in_the_open():
    post.letter()

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM feedback_incomingletter l")
        row = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM feedback_incomingletter")
        sealed = bytes(cursor.fetchone()[0])
    assert not any(word in row for word in ("bold", "Болд", "Гомдол", "9911"))
    assert "Болд".encode() not in sealed
    assert not any("bold" in str(entry.facts) for entry in Entry.objects.all())


def test_a_letter_cannot_be_opened_in_the_row_of_another():
    first, second = post.letter(), post.letter(Message_ID="<2@x>")
    second.wrapped_key, second.sealed = first.wrapped_key, first.sealed

    with pytest.raises(Unsealable):
        words_of(second)


def test_the_same_letter_is_kept_once_wherever_it_lies():
    post.drop()
    post.drop()
    mail.collect()
    post.box().marked.clear()

    mail.collect()

    assert IncomingLetter.objects.count() == 1
    assert post.box().untaken() == []


def test_a_worker_that_dies_before_the_mark_loses_and_doubles_nothing():
    post.drop(files=[("жин.png", samples.png())])
    post.box().fault = "lost"
    mail.collect()
    assert post.box().untaken() != []

    post.box().fault = ""
    mail.collect()

    assert IncomingLetter.objects.get().files.count() == 1
    assert Document.objects.count() == 1
    assert post.box().untaken() == []


def test_a_worker_that_dies_before_the_row_finds_the_letter_and_its_files_again(monkeypatch):
    class Died(BaseException):
        pass

    def die(*_all):
        raise Died

    post.drop(files=[("жин.png", samples.png())])
    monkeypatch.setattr(mail, "_insert", die)
    with pytest.raises(Died):
        mail.collect()
    monkeypatch.undo()

    mail.collect()

    assert IncomingLetter.objects.get().files.count() == 1
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, AsideReason.AUTO_REPLY),
        ({"Precedence": "bulk"}, AsideReason.LIST),
        ({"From": "MAILER-DAEMON@x.mn"}, AsideReason.BOUNCE),
    ],
)
def test_what_machines_write_is_put_aside_and_nobody_answers_it(headers, reason):
    letter = post.letter(files=[("a.png", samples.png())], **headers)

    assert (letter.state, letter.aside_reason) == (LetterState.ASIDE, reason)
    assert letter.decided_by is None
    assert not Document.objects.exists()


def test_a_file_we_cannot_take_is_named_and_the_letter_is_kept():
    letter = post.letter(files=[("bad.exe", b"MZ" + b"\0" * 400), ("жин.png", samples.png())])

    assert words_of(letter).refused == ("bad.exe",)
    assert letter.troubles == [Trouble.FILE_REFUSED]
    assert letter.files.get().document.original_name == "жин.png"


def test_one_letter_that_is_a_bomb_does_not_stop_the_others():
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3_000)
    )
    post.box().drop(b"From: a@b.mn\r\nSubject: deep\r\n" + deep, post.ARRIVED)
    post.drop()

    mail.collect()

    troubles = IncomingLetter.objects.order_by("pk").values_list("troubles", flat=True)
    assert list(troubles) == [[Trouble.BROKEN], []]


def test_a_letter_nobody_can_keep_stays_and_holds_up_no_other():
    post.drop(Subject="Эвдэрхий")
    post.drop(Message_ID="<2@example.mn>")
    kept = []

    def keep(letter):
        if letter.subject == "Эвдэрхий":
            raise ValueError(letter.subject)
        kept.append(letter.subject)

    harvest = read_mailbox(keep)

    assert (harvest.taken, kept) == (1, ["Гомдол"])
    assert [str(error) for error in harvest.broken] == ["Эвдэрхий"]
    assert post.box().untaken() == ["1:1"]


def test_a_mailbox_that_cannot_be_read_is_told_and_then_forgotten():
    post.drop()
    post.box().fault = "refuse"
    mail.collect()
    look = MailboxLook.objects.get()
    assert (look.failure, look.read_at) == ("key", None)

    post.box().fault = ""
    mail.collect()

    look = MailboxLook.objects.get()
    assert look.failure == ""
    assert look.read_at == look.tried_at


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_we_talk(monkeypatch):
    box, open_ones = post.box(), []
    post.drop()
    for name in ("visit", "untaken", "fetch", "mark"):
        real = getattr(box, name)
        monkeypatch.setattr(
            box,
            name,
            lambda *all_, real=real: (
                open_ones.append(connection.in_atomic_block),
                real(*all_),
            )[1],
        )

    mail.collect()

    assert IncomingLetter.objects.count() == 1
    assert open_ones == [False] * 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_mailbox_keep_each_letter_once():
    for number in range(5):
        post.drop(Message_ID=f"<{number}@x>", files=[("жин.png", samples.png())])

    results = race.together(mail.collect, mail.collect)

    assert not any(isinstance(result, Unreachable) for result in results)
    assert IncomingLetter.objects.count() == 5
    assert all(letter.files.count() == 1 for letter in IncomingLetter.objects.all())
