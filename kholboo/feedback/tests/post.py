"""Letters in the mailbox, and what the job makes of them."""

from datetime import UTC, datetime
from email.message import EmailMessage

from kholboo.feedback.models import IncomingLetter
from kholboo.feedback.services import mail
from kholboo.notifications import wiring

ARRIVED = datetime(2026, 11, 2, 4, tzinfo=UTC)
BOLD = "bold@example.mn"


def box():
    """The fake mailbox the job reads."""
    return wiring.mailbox()


def written(
    text="Орхон аймгийн захын жин дутуу хэмжиж байна. Утас 9911 2233.", files=(), **headers
):
    message = EmailMessage()
    usual = {"From": f"Дорж Болд <{BOLD}>", "Subject": "Гомдол", "Message_ID": "<1@example.mn>"}
    for name, value in {**usual, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def drop(*args, at=ARRIVED, **more):
    box().drop(written(*args, **more), at)


def letter(*args, **more) -> IncomingLetter:
    """A letter that came and was kept."""
    drop(*args, **more)
    mail.collect()
    return IncomingLetter.objects.latest("pk")


def confirmed(**more):
    """What an officer sends back from the page of a letter."""
    return {
        "text": "Захын жин дутуу хэмжиж байна.",
        "wish": "",
        "kind": "complaint",
        "service": "verification",
        "aimag": "orkhon",
        "who": "person",
        "family_name": "Дорж",
        "given_name": "Болд",
        "phone": "9911 2233",
        "email": BOLD,
        "address": "",
        "reply_by": "email",
        "language": "mn",
        **more,
    }
