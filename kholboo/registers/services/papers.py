"""The certificate as a sealed PDF, in both languages, made once and kept for good."""

from pathlib import Path

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kholboo.core.formats.days import day_long
from kholboo.documents.services import keeping, storing
from kholboo.documents.typesetting import drawable, typeset
from kholboo.registers.models import Certificate
from kholboo.registers.queries.certificates import conformities, facts_of
from kholboo.registers.services.changing import lock
from kholboo.registers.services.codes import address_in_code
from kholboo.registers.wiring import sealer

PAPERS = Path(__file__).resolve().parent.parent / "papers"
# «Монгол Улс. Стандарт, хэмжил зүйн газар», to be confirmed by an editor of the agency.
VERTICAL = "ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ᠃ ᠰᠲ᠋ᠠᠨᠳᠠᠷᠲ᠂ ᠬᠡᠮᠵᠢᠯ ᠵᠦᠢ\u202fᠶᠢᠨ ᠭᠠᠵᠠᠷ"
AGENCY = gettext_lazy("Agency for Standardization and Metrology")
NAMES: dict[str, str | Promise] = {
    "what": gettext_lazy("Certificate"),
    "holder": gettext_lazy("Holder"),
    "valid": gettext_lazy("Valid days"),
    "ground": gettext_lazy("Ground"),
    "standards": gettext_lazy("Standards"),
    "aimag": gettext_lazy("Aimag"),
    "check": gettext_lazy("Scan the code or type the number: you see whether it is valid today."),
}


def seal(certificate: Certificate) -> Certificate:
    """Make, seal and keep the paper, unless there is one. Nothing where nothing is sealed."""
    agent = sealer()
    if agent is None or certificate.paper_id is not None:
        return certificate
    with override("mn"):
        pdf = paper_of(certificate)
        name, reason = str(AGENCY), f"{certificate.number}"
    content = agent.seal(pdf, name=name, reason=reason)
    # Jobs seal; a web process does without the 12 MB of what reads and signs PDFs.
    from kholboo.registers.sealing import pades

    # What leaves the house was checked as strictly as whoever receives it may.
    pades.check(content, agent.chain)
    kept = storing.store(
        content, name=f"{certificate.number}.pdf", media_type="application/pdf", actor=None
    )
    with transaction.atomic():
        row = lock(certificate)
        if row.paper_id is None:
            keeping.claim([kept])
            row.paper = kept
            row.save(update_fields=["paper"])
    return row


def paper_of(certificate: Certificate) -> bytes:
    """The PDF without its seal; the same certificate gives the same bytes."""
    with override("mn"):
        typed = f"{settings.PUBLIC_URL}{reverse('registers:verify')}"
    words = {
        "check": str(NAMES["check"]),
        "what": str(NAMES["what"]),
        "heading": str(certificate.get_kind_display()).capitalize(),
        "agency": str(AGENCY),
        "emblem": _("Emblem"),
        "page": _("page {page} of {pages}"),
        "sample": _("SAMPLE") if certificate.is_sample else "",
        "vertical": VERTICAL,
        "office": certificate.office.name,
        "number": certificate.number,
        "title": drawable(certificate.title_mn),
        "title_en": drawable(certificate.title_en),
        "facts": _facts(certificate),
        "address": typed,
        "qr": segno.make(address_in_code(certificate), error="m", micro=False).svg_inline(border=0),
        "qr_alt": _("QR code with the address %(address)s") % {"address": typed},
    }
    with override("en"):
        words |= {
            "agency_en": str(AGENCY),
            "what_en": str(NAMES["what"]),
            "heading_en": str(certificate.get_kind_display()).capitalize(),
            "check_en": str(NAMES["check"]),
        }
    return typeset(PAPERS / "certificate.typ", words, at=int(certificate.granted_at.timestamp()))


def _facts(certificate: Certificate) -> list[dict[str, object]]:
    holder = certificate.holder_name
    if certificate.holder_register:
        holder = f"{holder} ({certificate.holder_register})"
    rows: list[tuple[str | Promise, list[str]]] = [
        (NAMES["holder"], [holder]),
        (NAMES["aimag"], [certificate.aimag.name_mn]),
        (NAMES["valid"], [_days(certificate)]),
    ]
    rows += [(fact.label, lines) for fact, lines in facts_of(certificate)]
    standards = [
        f"{row.edition.designation} {row.edition.title_mn}" if row.edition else row.text
        for row in conformities(certificate)
    ]
    rows += [(NAMES["standards"], standards)] if standards else []
    ground = f"{certificate.ground_reference}, {day_long(certificate.ground_on)}"
    rows.append((NAMES["ground"], [ground]))
    return [_row(name, lines) for name, lines in rows]


def _row(name: str | Promise, lines: list[str]) -> dict[str, object]:
    with override("en"):
        name_en = str(name)
    return {"name": str(name), "name_en": name_en, "lines": [drawable(line) for line in lines]}


def _days(certificate: Certificate) -> str:
    until = certificate.valid_until
    last = day_long(until) if until else _("without an end")
    return f"{day_long(certificate.valid_from)} – {last}"
