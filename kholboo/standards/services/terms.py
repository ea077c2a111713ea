"""Terms of reading: written as versions, agreed to by each reader; both are lines of history."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards.models import ReadingTerms, TermsAcceptance
from kholboo.standards.queries.terms import terms_in_force


@transaction.atomic
def write(*, text_mn: str, text_en: str, seen: int, actor: User) -> ReadingTerms:
    """A new version, which every reader is asked about before they read on.

    `seen`: the version it was written over. Raises RuleBroken when another came meanwhile, and
    when it says what the one before says.
    """
    before = terms_in_force()
    if seen != (before.version if before else 0):
        raise RuleBroken(_("Somebody else has written a newer version. Look at it first."))
    if before and (text_mn, text_en) == (before.text_mn, before.text_en):
        raise RuleBroken(_("Nothing was changed, so nobody needs to be asked again."))
    made = _keep(seen + 1, text_mn=text_mn, text_en=text_en, actor=actor)
    audit.record("standards.terms_written", made, actor=actor, version=made.version)
    return made


def begin(*, text_mn: str, text_en: str) -> None:
    """The first version, of our own writing; nothing where there is one."""
    if terms_in_force() is None:
        _keep(1, text_mn=text_mn, text_en=text_en, actor=None, is_sample=True)


@transaction.atomic
def accept(*, version: int, actor: User) -> None:
    """This person agrees to the version they were shown. Safe to repeat.

    Raises RuleBroken when that is not the one in force any more.
    """
    terms = terms_in_force()
    if terms is None or terms.version != version:
        raise RuleBroken(
            _("The terms have changed while you were reading. Please read them again.")
        )
    _made, is_new = TermsAcceptance.objects.get_or_create(
        terms=terms, user=actor, defaults={"at": clock.now()}
    )
    if is_new:
        audit.record("standards.terms_accepted", terms, actor=actor, version=version)


def _keep(
    version: int, *, text_mn: str, text_en: str, actor: User | None, is_sample: bool = False
) -> ReadingTerms:
    try:
        with transaction.atomic():
            return ReadingTerms.objects.create(
                version=version,
                text_mn=text_mn,
                text_en=text_en,
                is_sample=is_sample,
                made_by=actor,
                made_at=clock.now(),
            )
    except IntegrityError as error:
        raise RuleBroken(
            _("Somebody else has written a newer version. Look at it first.")
        ) from error
