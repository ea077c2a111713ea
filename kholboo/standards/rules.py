"""Words and limits of the catalogue: stages, access, relations, and what is in force when."""

from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The part of the ISO grid of stage codes that a catalogue meets (ISO Guide 69)."""

    DRAFTING = "20.00", _("in preparation")
    ENQUIRY = "40.20", _("draft open for comments")
    APPROVAL = "50.20", _("waits for approval")
    PUBLISHED = "60.60", _("approved and published")
    REVIEWED = "90.93", _("confirmed after review")
    WITHDRAWN = "95.99", _("withdrawn from use")


class Access(TextChoices):
    """Who may read the text. Number, title, scope and classification are free for everybody."""

    FREE = "free", _("free to read")
    SOLD = "sold", _("sold")
    CONTRACT = "contract", _("sold under the contract of its owner")


class RelationKind(TextChoices):
    REPLACES = "replaces", _("replaces")
    AMENDS = "amends", _("amends")
    CORRECTS = "corrects", _("corrects")
    IDENTICAL = "idt", _("identical with (IDT)")
    MODIFIED = "mod", _("adopted with changes (MOD)")
    NOT_EQUIVALENT = "neq", _("not equivalent to (NEQ)")
    REFERENCES = "references", _("refers to")
    CONSOLIDATES = "consolidates", _("holds the whole text, with its amendments, of")
    PART_OF = "part_of", _("is a part of")
    CITED = "cited_by", _("is named in the law")


class Status(TextChoices):
    """Where an edition stands on a day; counted from its dates, never typed."""

    DRAFT = "draft", _("draft")
    COMING = "coming", _("not yet in force")
    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn from use")
    UNCONFIRMED = "unconfirmed", _("day in force not known")


# In lists: what one may rely on first, what is over last.
ORDER = (
    *(Status.IN_FORCE, Status.COMING, Status.UNCONFIRMED, Status.DRAFT),
    *(Status.REPLACED, Status.WITHDRAWN),
)


class Kind(TextChoices):
    """Whose text a standard is, as its number says."""

    NATIONAL = "mns", _("Mongolia's own")
    ISO = "iso", "ISO"
    ISO_IEC = "iso_iec", "ISO/IEC"
    IEC = "iec", "IEC"
    CODEX = "codex", _("Codex Alimentarius (CAC)")
    EUROPEAN = "en", _("European (EN)")
    GOST = "gost", "ГОСТ"
    OTHER = "other", _("of another body")


_BODIES = {
    "cac": Kind.CODEX, "cxs": Kind.CODEX, "codex": Kind.CODEX, "en": Kind.EUROPEAN,
    "gost": Kind.GOST,
}  # fmt: skip


def kind_of(words: Collection[str]) -> Kind:
    """`words` stand in front of a number, small: `mns`, `iso`, `tr`. The first body decides."""
    bodies = [word for word in words if word not in ("mns", "mntr")]
    if "iso" in bodies or "iec" in bodies:
        both = {"iso", "iec"} <= set(bodies)
        return Kind.ISO_IEC if both else Kind.ISO if "iso" in bodies else Kind.IEC
    known = [_BODIES[word] for word in bodies if word in _BODIES]
    return known[0] if known else Kind.OTHER if bodies else Kind.NATIONAL


def replaces_its(newer: int | None, older: int | None) -> bool:
    """Whether what replaces a work replaces its edition too, by their years: none that is younger."""
    return newer is None or older is None or older <= newer


PUBLISHED = frozenset({Stage.PUBLISHED, Stage.REVIEWED, Stage.WITHDRAWN})


def status_on(  # noqa: PLR0913  # a status follows from so many facts
    day: date,
    *,
    stage: str,
    effective_on: date | None,
    withdrawn_on: date | None,
    replaced_on: date | None,
    is_replaced: bool,
) -> Status:
    """`replaced_on`: when the edition that replaces this one came into force; `is_replaced` says
    that there is one, whose day may be unknown.
    """
    if stage not in PUBLISHED:
        return Status.DRAFT
    if withdrawn_on and withdrawn_on <= day:
        return Status.REPLACED if is_replaced else Status.WITHDRAWN
    # Both are used side by side until a day of withdrawal that is known.
    if is_replaced and not withdrawn_on and (replaced_on is None or replaced_on <= day):
        return Status.REPLACED
    if stage == Stage.WITHDRAWN and withdrawn_on is None:
        return Status.WITHDRAWN
    if effective_on is None:
        return Status.UNCONFIRMED
    return Status.IN_FORCE if effective_on <= day else Status.COMING
