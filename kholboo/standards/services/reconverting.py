"""Pages are made anew from the kept files when a better converter came (`reading.CONVERTER`).

A page never gets worse by itself: one that would lose words or has a problem it had not keeps what
it is, and stands on the conversion desk. Only STS: pages of a PDF are pictures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.documents.rules import Variant
from kholboo.documents.services import storing
from kholboo.standards import reading
from kholboo.standards.models import Manifestation
from kholboo.standards.queries.texts import addresses
from kholboo.standards.reading import SHOWN_PROBLEMS, TextKind, TextState
from kholboo.standards.services import texts
from kholboo.standards.sts.convert import Converted, convert
from kholboo.standards.sts.problems import Refused

# Of one run; a large standard takes a second.
BATCH = 100


def waiting() -> QuerySet[Manifestation]:
    """Texts that are read or will be, made by an older converter, and not tried by this one."""
    now = reading.CONVERTER
    rows = Manifestation.objects.filter(kind=TextKind.STS, converter__lt=now)
    untried = Q(refused_converter=None) | Q(refused_converter__lt=now)
    # What readers see comes first.
    return (
        rows.filter(untried)
        .exclude(state=TextState.REPLACED)
        .order_by(F("shown_at").desc(nulls_last=True), "pk")
    )


def convert_waiting(*, limit: int = BATCH) -> int:
    """How many were tried. Safe to repeat: what stopped in the middle is still waiting."""
    tried = list(waiting()[:limit])
    for text in tried:
        _try(text)
    return len(tried)


def take_anew(text: Manifestation, *, actor: User) -> None:
    """The page of the present converter, though it has new problems. RuleBroken for who took the
    file in, and for a page that would lose words.
    """
    texts.only_another(text, actor)
    try:
        converted = _converted(text)
    except Refused as refused:
        raise RuleBroken(_("The present converter does not read this file at all.")) from refused
    if converted.lost:
        raise RuleBroken(_("Some words of the file are not on the page, so it cannot be shown."))
    _take(text, converted, actor=actor)


def _try(text: Manifestation) -> None:
    try:
        converted = _converted(text)
    except Refused as refused:
        fault = {"code": refused.code, "line": refused.line, "clause": "", "what": refused.what}
        _refuse(text, [fault], lost=0)
        return
    found = [asdict(problem) for problem in converted.problems[:SHOWN_PROBLEMS]]
    worse = _new(found, text.problems)
    if converted.lost > text.lost or worse:
        _refuse(text, worse, lost=max(0, converted.lost - text.lost))
    else:
        _take(text, converted, actor=None)


def _converted(text: Manifestation) -> Converted:
    """No transaction is open: a large file takes a second."""
    pictures = [(one.name, one.document) for one in text.pictures.select_related("document")]
    try:
        source = storing.content_of(text.document, Variant.ORIGINAL)
    except FileNotFoundError as error:
        # One file that is gone must not hold up all the others.
        raise Refused("file gone") from error
    return convert(source, pictures=texts.sizes_of(pictures), known=addresses())


def _new(
    found: Iterable[Mapping[str, object]], before: Iterable[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    """Problems the page had not, wherever they stand."""
    known = Counter(_key(one) for one in before)
    new = []
    for one in found:
        if known[_key(one)]:
            known[_key(one)] -= 1
        else:
            new.append(one)
    return new


def _key(problem: Mapping[str, object]) -> tuple[object, object]:
    return problem["code"], problem["what"]


@transaction.atomic
def _take(text: Manifestation, converted: Converted, *, actor: User | None) -> None:
    row = Manifestation.objects.select_for_update().get(pk=text.pk)
    if row.converter >= reading.CONVERTER:
        return  # somebody was quicker
    before = row.converter
    texts.rewrite(row, converted)
    audit.record("standards.text_converted", row, actor=actor, before=before, after=row.converter)


def _refuse(text: Manifestation, problems: list[Mapping[str, object]], *, lost: int) -> None:
    Manifestation.objects.filter(pk=text.pk, converter__lt=reading.CONVERTER).update(
        refused_converter=reading.CONVERTER, refused_problems=problems, refused_lost=lost
    )
