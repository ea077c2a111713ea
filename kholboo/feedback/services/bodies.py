"""Keeping the address book of other bodies, and the term for passing cases on."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import CompetentBody, ForwardTerm
from kholboo.feedback.term import DayUnit


@dataclass(frozen=True)
class BodyWords:
    """A body as an administrator states it."""

    name_mn: str
    name_en: str
    scope_mn: str
    scope_en: str
    phone: str
    email: str
    address: str
    is_sample: bool
    is_active: bool


@dataclass(frozen=True)
class NewForwardTerm:
    """How soon to pass on, as an administrator states it; `days` None: still unknown."""

    valid_from: date
    days: int | None
    unit: DayUnit
    is_confirmed: bool
    basis_mn: str
    basis_en: str


@transaction.atomic
def add_body(words: BodyWords, *, actor: User) -> CompetentBody:
    """RuleBroken when its Mongolian name is taken."""
    body = CompetentBody()
    _write(body, words)
    audit.record("feedback.body_added", body, actor=actor, title=body.name_mn)
    return body


@transaction.atomic
def change_body(body: CompetentBody, words: BodyWords, *, actor: User) -> None:
    """Correct or retire it. RuleBroken when the Mongolian name belongs to another body."""
    changed = sorted(name for name, value in vars(words).items() if getattr(body, name) != value)
    before = body.name_mn
    _write(body, words)
    audit.record(
        "feedback.body_changed",
        body,
        actor=actor,
        before=before,
        after=body.name_mn,
        changed=changed,
    )


@transaction.atomic
def change_forward_term(new: NewForwardTerm, *, actor: User) -> ForwardTerm:
    """A new dated row; earlier ones stay. RuleBroken when one begins on that day or later."""
    newest = ForwardTerm.objects.select_for_update().order_by("-valid_from").first()
    if newest and newest.valid_from >= new.valid_from:
        raise RuleBroken(
            _("A rule of this kind already begins on %(day)s. Choose a later day.")
            % {"day": f"{newest.valid_from:%Y.%m.%d}"},
            field="valid_from",
        )
    if new.is_confirmed and new.days is None:
        raise RuleBroken(_("A confirmed term has its number of days."), field="days")
    term = ForwardTerm.objects.create(**vars(new))
    audit.record(
        "feedback.forward_term_changed",
        term,
        actor=actor,
        valid_from=new.valid_from.isoformat(),
        before=newest.days if newest else None,
        after=new.days,
        unit=str(new.unit),
    )
    return term


def _write(body: CompetentBody, words: BodyWords) -> None:
    for name, value in vars(words).items():
        setattr(body, name, value)
    try:
        # A savepoint: the refusal must leave the caller's transaction usable.
        with transaction.atomic():
            body.save()
    except IntegrityError as error:
        raise RuleBroken(
            _("Another body has this name. Choose a different one."), field="name_mn"
        ) from error
