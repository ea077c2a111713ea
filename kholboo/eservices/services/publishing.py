"""Versions of procedures: drafted by one person, reviewed by another, published from a day on."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.bundle_files import as_bytes, print_of
from kholboo.eservices.certificates import KNOWN
from kholboo.eservices.engine.bundle import read_bundle
from kholboo.eservices.models import Procedure, ProcedureVersion
from kholboo.eservices.queries.procedures import before
from kholboo.eservices.rules import VersionState

LONGEST_WAIT = timedelta(days=732)


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
def review(
    version: ProcedureVersion, *, seen: str, against: int | None, actor: User
) -> ProcedureVersion:
    """A second person read it, as it was when they opened it (`seen`, the print of its files), and
    what differs from the version whose place it takes (`against`, its number).

    Raises Unpublishable with all that is wrong.
    """
    # While one is published nobody agrees to what differs from another.
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    version = lock(version)
    _expect_unpublished(version)
    if version.drafted_by_id == actor.pk or version.changes.filter(by=actor).exists():
        raise RuleBroken(_("Who drafted or changed a version does not review it."))
    if version.state == VersionState.REVIEWED:
        raise RuleBroken(_("This version has been reviewed already."))
    if print_of(version.files) != seen:
        raise RuleBroken(_("The draft was changed while you read it. Read it again."))
    earlier = before(version)
    if against != (earlier.number if earlier else None):
        raise RuleBroken(
            _("Another version was published meanwhile. Read again what differs from it.")
        )
    compile_files(version)
    version.state = VersionState.REVIEWED
    version.reviewed_by, version.reviewed_at = actor, clock.now()
    version.save()
    audit.record("eservices.version_reviewed", version, actor=actor, sha256=version.sha256)
    return version


@transaction.atomic
def publish(
    version: ProcedureVersion, *, since: date, until: date | None = None, actor: User | None
) -> ProcedureVersion:
    """Valid from `since` on (to the day before `until`); what was valid then ends the day before.

    Applications already sent keep the version they were sent under.
    """
    # Two versions published at once stand in a row here, so the second sees the first.
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    version = lock(version)
    _expect_unpublished(version)
    if actor is not None:
        if version.state != VersionState.REVIEWED:
            raise RuleBroken(_("A second person has to review the version first."))
        _expect_ahead(version.procedure, since)
    compile_files(version)
    _end_before(version.procedure, since)
    _expect_alone(version.procedure, since, until)
    version.state, version.valid = VersionState.PUBLISHED, DateRange(since, until, "[)")
    version.published_by, version.published_at = actor, clock.now()
    version.save()
    _read_again(version)
    audit.record(
        "eservices.version_published",
        version,
        actor=actor,
        sha256=version.sha256,
        since=since.isoformat(),
    )
    return version


def _read_again(published: ProcedureVersion) -> None:
    """Other versions were reviewed by what differs from one whose place is taken now: whoever
    publishes such a review would undo unseen what has been published since.
    """
    others = published.procedure.versions.filter(state=VersionState.REVIEWED)
    others.update(
        state=VersionState.DRAFT, compiled={}, sha256="", reviewed_by=None, reviewed_at=None
    )


def compile_files(version: ProcedureVersion) -> None:
    bundle = read_bundle(as_bytes(version.files), KNOWN)
    if bundle.manifest.key != version.procedure.key:
        raise RuleBroken(
            _("The files are of the procedure “%(found)s”, not of “%(expected)s”.")
            % {"found": bundle.manifest.key, "expected": version.procedure.key}
        )
    version.compiled, version.sha256 = bundle.compiled, bundle.sha256


def lock(version: ProcedureVersion) -> ProcedureVersion:
    return (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .get(pk=version.pk)
    )


def _expect_unpublished(version: ProcedureVersion) -> None:
    if version.state == VersionState.PUBLISHED:
        raise RuleBroken(_("This version is published: it never changes."))


def _expect_ahead(procedure: Procedure, since: date) -> None:
    """Not in days gone by; and where people apply already, not in the middle of their day."""
    today = clock.local_date(clock.now())
    is_in_force = procedure.versions.filter(
        state=VersionState.PUBLISHED, valid__contains=today
    ).exists()
    first = today + timedelta(days=1) if is_in_force else today
    if since < first:
        raise RuleBroken(
            _("Choose %(day)s or a later day.") % {"day": first.isoformat()}, field="since"
        )
    # No version begins before the last one does: a slip of the year would bar all of them.
    if since > today + LONGEST_WAIT:
        raise RuleBroken(
            _("Choose a day within two years: until it comes no other version can be published."),
            field="since",
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


def _expect_alone(procedure: Procedure, since: date, until: date | None) -> None:
    days = DateRange(since, until, "[)")
    if procedure.versions.filter(state=VersionState.PUBLISHED, valid__overlap=days).exists():
        raise RuleBroken(
            _("On some of these days another version is valid already."), field="since"
        )
