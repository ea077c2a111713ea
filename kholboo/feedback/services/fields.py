"""Changing what a sender must give: a new dated row, never an edited one; and the first rows.

Seen: written petitions carry name, address and signature, and spoken ones are written down and
signed (pages of state bodies that quote the law); electronic ones a name, a return e-mail and a
phone (orders of single bodies). Of organisations nothing was seen.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import FieldRule
from kholboo.feedback.petitions import Need
from kholboo.feedback.rules import ORAL, CaseKind, Channel, PersonKind

FROM = date(1995, 4, 17)
LAW_MN = "Өргөдөл, гомдлыг шийдвэрлэх тухай хууль"
LAW_EN = "Law on resolving petitions and complaints"
WRITTEN = (Need.NAME, Need.ADDRESS, Need.SIGNATURE)
SPOKEN = (Need.NAME, Need.SIGNATURE)
ELECTRONIC = (Need.NAME, Need.ADDRESS, Need.REACH)
# The kinds the pages that were seen speak of; for the others the row says "to be confirmed".
SEEN = ("", CaseKind.COMPLAINT, CaseKind.PETITION)


@dataclass(frozen=True)
class NewFieldRule:
    """A rule as an administrator states it; empty kind or channel for any."""

    kind: str
    person: PersonKind
    channel: str
    needs: list[str]
    valid_from: date
    basis_mn: str
    basis_en: str
    is_confirmed: bool


@transaction.atomic
def change_field_rule(new: NewFieldRule, *, actor: User) -> FieldRule:
    """Put a row in force from its day on; the one before it ends on the day before.

    Raises RuleBroken when a row for the same sender already begins on that day or later. What
    was sent before stays as it is: nobody is asked again.
    """
    same = FieldRule.objects.select_for_update().filter(
        kind=new.kind, person=new.person, channel=new.channel
    )
    before = same.order_by("-valid_from").first()
    if before and before.valid_from >= new.valid_from:
        raise RuleBroken(
            _("A rule for this sender already begins on %(day)s. Choose a later day.")
            % {"day": f"{before.valid_from:%Y.%m.%d}"},
            field="valid_from",
        )
    if before:
        before.valid_until = new.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_until"])
    rule = FieldRule.objects.create(**vars(new))
    audit.record(
        "feedback.field_rule_changed",
        rule,
        actor=actor,
        valid_from=new.valid_from.isoformat(),
        before=before.needs if before else None,
        after=[str(need) for need in new.needs],
    )
    return rule


def load() -> None:
    """The rows of a new installation; running it again changes nothing."""
    for kind in SEEN:
        _first(PersonKind.PERSON, WRITTEN, channel=Channel.LETTER, kind=kind)
        _first(PersonKind.PERSON, SPOKEN, channel=Channel.VISIT, kind=kind)
        # Nobody signs on a telephone: the words are read back and confirmed instead.
        _first(PersonKind.PERSON, (Need.NAME,), channel=Channel.PHONE, kind=kind)
    _first(PersonKind.PERSON, ELECTRONIC)
    for channel in (Channel.LETTER, *ORAL):
        _first(PersonKind.ORGANISATION, (Need.NAME, Need.REGISTER), channel=channel)
    _first(PersonKind.ORGANISATION, (Need.NAME, Need.REGISTER, Need.ADDRESS, Need.REACH))


def _first(
    person: PersonKind, needs: tuple[Need, ...], *, channel: str = "", kind: str = ""
) -> None:
    FieldRule.objects.get_or_create(
        person=person,
        channel=channel,
        kind=kind,
        valid_from=FROM,
        defaults={
            "needs": [str(need) for need in needs],
            "basis_mn": LAW_MN,
            "basis_en": LAW_EN,
            "is_confirmed": bool(kind),
        },
    )
