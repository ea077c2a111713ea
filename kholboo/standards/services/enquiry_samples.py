"""Drafts of our own writing with their enquiries, for a demonstration: one open, one answered.

Running it again adds what is missing and changes nothing.
"""

import json
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.language import slug
from kholboo.standards.commenting import HeldFor, Verdict
from kholboo.standards.models import Edition, Enquiry
from kholboo.standards.rules import Access, Stage
from kholboo.standards.services import catalogue, comment_contacts, enquiry, texts
from kholboo.standards.services.enquiry import Remark
from kholboo.standards.services.samples import DATA

WORDS = ("kind", "clause", "place", "text", "change", "name")
OFFICER = "cataloguer@demo.invalid"  # answers; without one nothing is answered
FACTS = ("title_mn", "title_en", "scope_mn")


@transaction.atomic
def load() -> None:
    officer = User.objects.filter(email=OFFICER).first()
    rows = json.loads((DATA / "drafts.json").read_text(encoding="utf-8"))["drafts"]
    for row in rows:
        if not Edition.objects.filter(slug=slug(f"{row['number']} {row['year']}")).exists():
            _keep(row, officer)


def _keep(row: dict[str, Any], officer: User | None) -> None:
    facts = {name: row[name] for name in FACTS}
    edition = catalogue.keep(
        row["number"], row["year"], ics=row["ics"], stage=Stage.ENQUIRY, access=Access.FREE, **facts
    )
    if "text" in row:
        content = (DATA / row["text"]).read_bytes()
        text = texts.take_sts(edition, content, name=row["text"], actor=None, is_sample=True)
        texts.show(text, actor=None)
    today = clock.local_date(clock.now())
    held = Enquiry.objects.create(
        edition=edition,
        opens_on=today + timedelta(days=row["opens"]),
        closes_on=today + timedelta(days=row["closes"]),
        note=row.get("note", ""),
        is_sample=True,
        made_at=clock.now(),
    )
    for number, said in enumerate(row["comments"], start=1):
        _say(held, number, said, officer)


def _say(held: Enquiry, number: int, said: dict[str, Any], officer: User | None) -> None:
    remark = Remark(**{name: said.get(name, "") for name in WORDS})
    at = clock.now() - (clock.local_date(clock.now()) - held.opens_on)
    comment = enquiry.write(
        held, remark, key=remark.key(uuid5(NAMESPACE_URL, f"{held.pk}/{number}")), at=at
    )
    if officer and said.get("held_for"):
        enquiry.hold(comment, held_for=HeldFor(said["held_for"]), actor=officer)
    elif officer and said.get("verdict"):
        enquiry.release(comment, actor=officer)
        verdict = Verdict(said["verdict"])
        enquiry.answer(comment, verdict=verdict, words=said["answer"], actor=officer)
    elif officer and number == 1:
        enquiry.release(comment, actor=officer)
    # Last: nobody gets a letter about what is invented.
    comment_contacts.keep(comment, f"sample{number}@example.mn")
