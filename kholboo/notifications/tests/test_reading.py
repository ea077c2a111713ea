"""Bytes of strangers become letters: whole where they can be, and never an error."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kholboo.notifications.mailbox.port import Arrived
from kholboo.notifications.mailbox.reading import (
    LONGEST_TEXT,
    MOST_FILES,
    Nature,
    Trouble,
    mail_of,
)

NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


def read(content, place="1:1", size=None):
    return mail_of(Arrived(place, NOON, size or len(content), content))


def letter(text="Сайн байна уу?", **headers):
    message = EmailMessage()
    usual = {"From": "Болд <bold@example.mn>", "Subject": "Гомдол", "Message-ID": "<1@x>"}
    for name, value in {**usual, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_letter_is_read_with_its_sender_subject_words_and_files():
    message = letter()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="жин.png")

    mail = read(message.as_bytes())

    assert (mail.sender, mail.sender_name) == ("bold@example.mn", "Болд")
    assert (mail.subject, mail.text) == ("Гомдол", "Сайн байна уу?")
    assert [(file.name, file.content) for file in mail.files] == [("жин.png", b"\x89PNG")]
    assert (mail.nature, mail.troubles) == (Nature.LETTER, frozenset())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "utf-16"])
def test_words_in_any_known_charset_are_read(charset):
    text = "Жин дутуу хэмжиж байна"
    encoded = text.encode(charset)
    import base64

    head = f"From: a@b.mn\r\nContent-Type: text/plain; charset={charset}\r\n"
    body = base64.b64encode(encoded)

    mail = read(head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + body)

    assert (mail.text, mail.troubles) == (text, frozenset())


@pytest.mark.parametrize("charset", ["x-mongolian-2000", "idna", "punycode", "hex", "us-ascii"])
def test_a_charset_nobody_knows_is_guessed(charset):
    head = f"From: a@b.mn\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"

    mail = read(head.encode() + "Жин дутуу".encode())

    assert mail.text == "Жин дутуу"
    assert (Trouble.CHARSET in mail.troubles) == (charset != "us-ascii")


def test_a_page_is_read_as_words_without_its_scripts():
    html = "<style>p{}</style><p>Жин&nbsp;дутуу</p><script>x()</script><div>5 &lt; 6</div>"
    message = EmailMessage()
    message["From"] = "a@b.mn"
    message.set_content(html, subtype="html")

    assert read(message.as_bytes()).text == "Жин дутуу\n\n5 < 6"


def test_a_name_brings_no_address_of_its_own():
    head = "From: =?utf-8?q?victim=40example=2Emn_=3Cvictim=40example=2Emn=3E=2C?= <evil@x.mn>"

    mail = read(head.encode() + b"\r\n\r\nx")

    assert mail.sender == "evil@x.mn"
    assert read(b"From: no address\r\n\r\nx").sender == ""


@pytest.mark.parametrize(
    ("headers", "nature"),
    [
        ({}, Nature.LETTER),
        ({"Auto_Submitted": "no"}, Nature.LETTER),
        ({"Auto_Submitted": "auto-replied"}, Nature.AUTO_REPLY),
        ({"Auto_Submitted": "auto-generated; x=y"}, Nature.AUTO_REPLY),
        ({"Precedence": "auto_reply"}, Nature.AUTO_REPLY),
        ({"X_Autoreply": "yes"}, Nature.AUTO_REPLY),
        ({"Precedence": "Bulk"}, Nature.LIST),
        ({"List_Id": "<news.example.mn>"}, Nature.LIST),
        ({"List_Unsubscribe": "<https://example.mn/>"}, Nature.LIST),
        ({"Return_Path": "<>"}, Nature.BOUNCE),
        ({"From": "MAILER-DAEMON@mx.example.mn"}, Nature.BOUNCE),
        ({"From": "Postmaster <postmaster@example.mn>"}, Nature.BOUNCE),
    ],
)
def test_machines_are_told_from_people(headers, nature):
    assert read(letter(**headers).as_bytes()).nature == nature


def test_a_report_of_delivery_is_a_bounce():
    content = (
        b"From: a@b.mn\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"
    )

    assert read(content).nature == Nature.BOUNCE


def test_copies_of_one_letter_have_one_digest_and_others_have_theirs():
    content = letter().as_bytes()
    copy = b"Received: from mx2.example.mn\r\n" + content
    nameless = content.replace(b"Message-ID: <1@x>", b"X-Nothing: 1")

    assert read(content).digest == read(copy, place="9:7").digest
    assert read(content).digest != read(letter("Өөр").as_bytes()).digest
    # A stranger who copies somebody's Message-ID does not make theirs disappear.
    assert read(content).digest != read(letter(From="evil@x.mn").as_bytes()).digest
    # Without a Message-ID only the place tells a copy from a second letter.
    assert read(nameless, place="1:1").digest != read(nameless, place="1:2").digest
    assert read(nameless).digest == read(nameless).digest


def test_more_files_than_a_case_holds_are_said():
    message = letter()
    for number in range(MOST_FILES + 2):
        message.add_attachment(b"x", maintype="text", subtype="csv", filename=f"{number}.csv")

    mail = read(message.as_bytes())

    assert len(mail.files) == MOST_FILES
    assert mail.troubles == {Trouble.TOO_MANY_FILES}


def test_half_a_letter_is_read_as_far_as_it_goes():
    message = letter("Жин дутуу\n" * 50)
    message.add_attachment(b"z" * 50_000, maintype="image", subtype="png", filename="a.png")
    content = message.as_bytes()

    mail = read(content[:20_000], size=len(content))

    assert Trouble.TOO_LARGE in mail.troubles
    assert mail.subject == "Гомдол"
    assert mail.text.startswith("Жин дутуу")


def test_a_very_long_text_is_cut_and_said():
    mail = read(b"From: a@b.mn\r\n\r\n" + b"a b " * LONGEST_TEXT)

    assert len(mail.text) <= LONGEST_TEXT
    assert mail.troubles == {Trouble.TOO_LARGE}


def nested(depth):
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return b"From: a@b.mn\r\nSubject: deep\r\n" + head + b"\r\nx"


BOMBS = {
    "nested": nested(3_000),
    "many parts": b"From: a@b.mn\r\nSubject: deep\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 500_000,
    "many headers": b"From: a@b.mn\r\nSubject: deep\r\n" + b"X: y\r\n" * 2_000_000 + b"\r\nx",
    "one long header": b"From: a@b.mn\r\nSubject: deep\r\nX: " + b"=?utf-8?q?a?= " * 500_000,
    "long recipients": b"Subject: deep\r\nFrom: " + b"(" * 100_000 + b"a@b.mn\r\n\r\nx",
    "open tags": b"From: a@b.mn\r\nSubject: deep\r\nContent-Type: text/html\r\n\r\n"
    + b"<a" * 2_000_000,
    "open comments": b"From: a@b.mn\r\nSubject: deep\r\nContent-Type: text/html\r\n\r\n"
    + b"<!--" * 500_000,
    "open declarations": b"Subject: deep\r\nContent-Type: text/html\r\n\r\n" + b"<![" * 500_000,
    "entities": b"Subject: deep\r\nContent-Type: text/html\r\n\r\n" + b"&" * 2_000_000,
    "punycode": b"Subject: deep\r\nContent-Type: text/plain; charset=punycode\r\n\r\n"
    + b"a" * 2_000_000,
    "letters in letters": b"Subject: deep\r\n"
    + b"Content-Type: message/rfc822\r\n\r\n" * 5_000
    + b"x",
    "names": b"Subject: deep\r\nContent-Type: application/x; "
    + b"name*0*=a;" * 50_000
    + b"\r\n\r\nx",
    # The library cuts each of these off the rest anew: 4 MB of them would take a quarter of an hour.
    "semicolons": b"Subject: deep\r\nContent-Type: text/plain" + b";" * 700_000 + b"\r\n\r\nx",
    "quotes": b"Subject: deep\r\nContent-Type: text/plain;" + b'";' * 600_000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_seconds_and_keeps_its_subject(name):
    begun = time.process_time()

    mail = read(BOMBS[name])

    assert time.process_time() - begun < 10
    assert mail.subject == "deep"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_flood_of_lines_is_cut_however_they_end(end):
    mail = read(b"Subject: deep\r\n\r\n" + (b"x" + end) * 700_000)

    assert Trouble.BROKEN in mail.troubles
    assert mail.subject == "deep"


MESSY = st.lists(
    st.sampled_from(
        [
            b"From: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=b", b"\r\n",
            b"--b", b"--b--", b"\r\n\r\n", b"text/html", b"=?utf-8?b?", b"?=", b"charset=", b"\xff",
            b"base64", b"Content-Transfer-Encoding: ", b"filename*=utf-8''%D0", b"\x00", b"<p>",
            b"Content-Disposition: attachment; ", b"message/rfc822", b"a@b.mn", b"quoted-printable",
            b"=?x?q?=FF?=", b"uuencode", b"begin 644 x\n", b"utf-7", b"name=\"", b"=\n", b"&#x110000;",
        ]
    )
    | st.binary(max_size=20),
    max_size=60,
).map(b"".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(MESSY)
@example(b"From: \x00a@b.mn")
def test_whatever_comes_is_a_letter_that_can_be_kept(content):
    mail = read(content)

    said = [mail.sender, mail.sender_name, mail.subject, mail.text, mail.message_id]
    said += [file.name for file in mail.files]
    assert all("\x00" not in word for word in said)
    assert all(word.encode() is not None for word in said)
    assert len(mail.digest) == 64
    assert read(content).digest == mail.digest
