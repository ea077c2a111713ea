"""Versions of procedures: drafted by one person, reviewed by another, published from a day on."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.bundle import read_bundle
from kholboo.eservices.models import Procedure, ProcedureVersion
from kholboo.eservices.rules import VersionState


@transaction.atomic
def draft(
    procedure: Procedure, files: Mapping[str, str], *, actor: User | None, is_sample: bool = False
) -> ProcedureVersion:
    """A new version out of its files, next in number. What is wrong with it may be put right later."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        files=dict(files),
        drafted_by=actor,
        drafted_at=clock.now(),
        is_sample=is_sample,
    )


@transaction.atomic
def review(version: ProcedureVersion, *, actor: User) -> ProcedureVersion:
    """A second person read it. Raises Unpublishable with all that is wrong."""
    version = _lock(version)
    if version.state == VersionState.PUBLISHED:
        raise RuleBroken(_("This version is published: it never changes."))
    if version.drafted_by_id == actor.pk:
        raise RuleBroken(_("Who drafted a version does not review it."))
    compile_files(version)
    version.state = VersionState.REVIEWED
    version.reviewed_by, version.reviewed_at = actor, clock.now()
    version.save()
    return version


@transaction.atomic
def publish(
    version: ProcedureVersion, *, since: date, until: date | None = None, actor: User | None
) -> ProcedureVersion:
    """Valid from `since` on (to the day before `until`); what was valid then ends the day before.

    Applications already sent keep the version they were sent under.
    """
    version = _lock(version)
    if version.state == VersionState.PUBLISHED:
        raise RuleBroken(_("This version is published: it never changes."))
    if actor is not None and version.state != VersionState.REVIEWED:
        raise RuleBroken(_("A second person has to review the version first."))
    compile_files(version)
    _end_before(version.procedure, since)
    version.state, version.valid = VersionState.PUBLISHED, DateRange(since, until, "[)")
    version.published_by, version.published_at = actor, clock.now()
    version.save()
    audit.record(
        "eservices.version_published",
        version,
        actor=actor,
        sha256=version.sha256,
        since=since.isoformat(),
    )
    return version


def compile_files(version: ProcedureVersion) -> None:
    bundle = read_bundle({name: text.encode() for name, text in version.files.items()})
    version.compiled, version.sha256 = bundle.compiled, bundle.sha256


def _lock(version: ProcedureVersion) -> ProcedureVersion:
    return (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .get(pk=version.pk)
    )


def _end_before(procedure: Procedure, since: date) -> None:
    """The open-ended version ends where the next one begins; a closed range stays as it is."""
    standing = ProcedureVersion.objects.select_for_update().filter(
        procedure=procedure, state=VersionState.PUBLISHED, valid__upper_inf=True
    )
    for row in standing:
        if row.valid.lower is not None and row.valid.lower >= since:
            raise RuleBroken(
                _("A version is valid from a later day already: choose a day after it."),
                field="since",
            )
        row.valid = DateRange(row.valid.lower, since, "[)")
        row.save(update_fields=["valid"])
