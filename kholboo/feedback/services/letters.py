"""The answer as a letter: PDF/A-2a and PDF/UA-1, set by Typst from `letters/answer.typ`.

Words reach Typst as data only (one JSON input), so nothing a person typed can become code; the
template sees its own folder and nothing else of the disk, and asks no network.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kholboo.agency.models import Office
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.documents import typesetting
from kholboo.documents.typesetting import drawable
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Answer, Case
from kholboo.feedback.rules import CaseKind, Outcome, PersonKind

LETTERS = Path(__file__).resolve().parent.parent / "letters"


def letter_pdf(case: Case, answer: Answer) -> bytes:
    """The letter of one answer in the case's language; the same answer gives the same bytes.

    The QR code holds the address that asks for the secret, not the link that opens the case:
    officers print letters too, and a letter is shown to others.
    """
    with override(case.language):
        words = _words(case, answer)
    return typeset("answer.typ", words, at=int(answer.at.timestamp()))


def typeset(template: str, words: Mapping[str, object], *, at: int) -> bytes:
    """A PDF of one of our templates; `at` is the moment it bears, in seconds of the epoch."""
    return typesetting.typeset(LETTERS / template, words, at=at)


def _words(case: Case, answer: Answer) -> dict[str, object]:
    """Everything that stands in the letter, in the language active now."""
    address = f"{settings.PUBLIC_URL}{reverse('feedback:track')}"
    code = segno.make(f"{address}?number={case.number}", error="m", micro=False)
    parts = [
        (_("Ground"), answer.ground),
        (_("Where you can turn next"), answer.remedy),
    ]
    return {
        **frame(),
        "language": case.language,
        "office": place_of(case),
        "contacts": contacts_of(case.office),
        "date": day_long(clock.local_date(answer.at, case.office.zone)),
        "number": case.number,
        "addressee": [drawable(line) for line in _addressee(case)],
        "title": _title(case, answer),
        "outcome_label": _("Decision"),
        "outcome": _capital(str(Outcome(answer.outcome).label)),
        "text": paragraphs(answer.text),
        "parts": [{"title": name, "text": paragraphs(text)} for name, text in parts if text],
        "author_name": drawable(answer.author_name),
        "author_post": drawable(answer.author_post),
        "qr": code.svg_inline(border=0),
        "qr_alt": _("QR code with the address %(address)s") % {"address": address},
        "follow": _("Follow the case, rate the answer: %(address)s") % {"address": address},
        "footer": f"{case.number} · {day_long(clock.local_date(answer.at, case.office.zone))}",
    }


def frame() -> dict[str, object]:
    """What every letter bears, in the language active now."""
    return {
        "sample": _("SAMPLE") if settings.MODE == "demo" else "",
        "agency": _("Agency for Standardization and Metrology"),
        "emblem": _("Emblem"),
        "number_label": _("Number"),
        "page": _("page {page} of {pages}"),
    }


def _title(case: Case, answer: Answer) -> str:
    titles = {
        CaseKind.COMPLAINT: _("Answer to your complaint"),
        CaseKind.REQUEST: _("Answer to your request"),
        CaseKind.PETITION: _("Answer to your petition"),
        CaseKind.SUGGESTION: _("Answer to your suggestion"),
    }
    title = titles[CaseKind(case.kind)]
    return title if answer.round == 1 else f"{title} ({answer.round})"


def _addressee(case: Case) -> list[str]:
    person = person_of(case.contact)
    if person.kind == PersonKind.UNNAMED or not person.full_name:
        return [_("To you who wrote without a name")]
    return [_("To %(name)s") % {"name": person.full_name}, *filter(None, [person.address])]


def place_of(case: Case) -> str:
    """The department under the agency's name; of the head office the unit, if there is one."""
    if case.office.is_head and case.unit:
        return case.unit.name
    return case.office.name


def contacts_of(office: Office) -> str:
    return " · ".join(part for part in (office.address, office.phone, office.email) if part)


def paragraphs(text: str) -> list[list[str]]:
    """Paragraphs of lines, as they were typed."""
    blocks = re.split(r"\n[ \t]*\n+", drawable(text).strip())
    return [[line.strip() for line in block.split("\n")] for block in blocks]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
