"""Granting: one transaction makes the certificate, its number, its story and its errands."""

import base64
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.agency.services.numbering import next_number
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.registers import numbers
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.hooks import CertificateChanged, certificate_changed
from kholboo.registers.models import Certificate, Conformity, Event
from kholboo.registers.particulars import checked, plain_line
from kholboo.registers.rules import (
    LONGEST_GROUND,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    MOST_STANDARDS,
    EventKind,
    Kind,
)
from kholboo.registers.services import finding
from kholboo.registers.services.story import STATUS, tell
from kholboo.standards.models import Edition


@transaction.atomic
def grant(  # noqa: PLR0913  # a certificate says all of it
    *,
    key: UUID,
    kind: str,
    holder: Holder,
    title: Mapping[str, str],
    particulars: Mapping[str, object],
    standards: Sequence[Edition | str],
    office: Office,
    decision: Ground,
    valid_from: date,
    valid_until: date | None,
    actor: User | None,
    sample: bool = False,
    renews: Certificate | None = None,
) -> Certificate:
    """The certificate of this key; a second call with the same key gives the first one.

    `title` in `mn` and perhaps `en`; `standards` are editions, or words where the catalogue has
    none. What it `renews` is told so in its own story. Raises RuleBroken for what a certificate
    cannot say.
    """
    _only_one_at_a_time(key)
    known = Certificate.objects.filter(key=key).first()
    if known is not None:
        return known
    said = _said(holder, title, decision)
    _check_days(valid_from, valid_until)
    if len(standards) > MOST_STANDARDS:
        raise RuleBroken(_("A certificate names too many standards."), field="standards")
    now = clock.now()
    facts = checked(Kind(kind), particulars)
    made = Certificate(
        key=key,
        token=new_token(),
        kind=kind,
        particulars=facts,
        is_person=holder.is_person,
        aimag=holder.aimag or office.aimag,
        office=office,
        ground_on=decision.on,
        valid_from=valid_from,
        valid_until=valid_until,
        renews=renews,
        granted_at=now,
        granted_by=actor,
        is_sample=sample,
        **said,
    )
    # Late: until this commits, everybody else who numbers in this office waits.
    place = office.aimag.code
    made.number = numbers.written(place, next_number(numbers.series_of(place), now))
    made.save(force_insert=True)
    Conformity.objects.bulk_create(_conformities(made, standards))
    Event.objects.create(certificate=made, kind=EventKind.GRANTED, at=now, by=actor)
    finding.index([made.pk])
    audit.record("registers.certificate_granted", made, actor=actor, number=made.number)
    certificate_changed.ring(CertificateChanged(made.pk, made.number, EventKind.GRANTED))
    schedule("registers.seal", certificate_id=made.pk)
    schedule("registers.tell_status", once=STATUS)
    if renews is not None:
        tell(renews, EventKind.RENEWED, ground=decision, actor=actor)
    return made


def new_token() -> str:
    """128 random bits as 26 letters."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def _only_one_at_a_time(key: UUID) -> None:
    """Two at once with one key: the second waits and finds what the first one made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(key.int >> 65) - (1 << 61)])


def _said(holder: Holder, title: Mapping[str, str], decision: Ground) -> dict[str, str]:
    words = {
        "holder_name": (holder.name, LONGEST_NAME, True),
        "holder_register": (holder.register, 7, False),
        "title_mn": (title.get("mn", ""), LONGEST_TITLE, True),
        "title_en": (title.get("en", ""), LONGEST_TITLE, False),
        "ground_reference": (decision.reference, LONGEST_REFERENCE, True),
    }
    found = {
        name: _line(name, text, most, is_needed=needed)
        for name, (text, most, needed) in words.items()
    }
    if found["holder_register"] and (holder.is_person or not _is_register(holder.register)):
        raise RuleBroken(
            _("The register number of an organisation has 7 digits."), field="holder_register"
        )
    return found | {"ground_text": decision.text.replace("\x00", "").strip()[:LONGEST_GROUND]}


def _is_register(text: str) -> bool:
    return len(text) == 7 and text.isascii() and text.isdecimal()


def _line(name: str, text: str, most: int, *, is_needed: bool) -> str:
    line = plain_line(text)
    if len(line) > most or (is_needed and not line):
        raise RuleBroken(_("A certificate needs its title, holder and ground."), field=name)
    return line


def _check_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise RuleBroken(_("A certificate ends after it begins."), field="valid_until")


def _conformities(made: Certificate, standards: Sequence[Edition | str]) -> list[Conformity]:
    """Each once, in order."""
    found: dict[object, Conformity] = {}
    for each in standards:
        if isinstance(each, Edition):
            found.setdefault(each.pk, Conformity(certificate=made, edition=each))
        elif text := " ".join(each.split())[:LONGEST_TITLE]:
            found.setdefault(text, Conformity(certificate=made, text=text))
    return list(found.values())
