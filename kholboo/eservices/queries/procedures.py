"""Procedures and their versions as the desk of administrators sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core.errors import NotFound
from kholboo.eservices.book import book_of
from kholboo.eservices.bundle_files import as_bytes, print_of
from kholboo.eservices.certificates import KNOWN
from kholboo.eservices.engine.bpmn.building import Known
from kholboo.eservices.engine.bundle import FILES, read_bundle
from kholboo.eservices.engine.differences.saying import Difference
from kholboo.eservices.engine.faults import Problem, Unpublishable
from kholboo.eservices.models import Procedure, ProcedureVersion
from kholboo.eservices.queries import bundles
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.comparing import differences
from kholboo.eservices.rules import VersionState

# Areas of differences in the order of a reader.
AREAS: dict[str, Promise] = {
    "steps": _("Steps"),
    "ways": _("Where it goes next"),
    "tables": _("Tables"),
    "form": _("Form and papers"),
    "rules": _("The procedure as a whole"),
}


@dataclass(frozen=True)
class Opened:
    """A version as it stands: readable, or with all that is wrong with it.

    `seen` is the print of its files; a change made on this page carries it.
    """

    version: ProcedureVersion
    read: Read | None
    problems: tuple[Problem, ...] = ()
    seen: str = ""
    touched_by: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_draft(self) -> bool:
        return self.version.state != VersionState.PUBLISHED

    @property
    def title(self) -> str:
        return gettext("%(procedure)s, version %(number)s") % {
            "procedure": self.version.procedure.name,
            "number": self.version.number,
        }

    @property
    def names(self) -> list[str]:
        """Files in the order in which they are read."""
        return [name for name in FILES if name in self.version.files]

    def problems_of(self, name: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.file == name]

    def may_review(self, user: User) -> bool:
        return self.version.state == VersionState.DRAFT and user.pk not in self.touched_by


def procedures() -> QuerySet[Procedure]:
    """All of them with their versions, the newest first."""
    return Procedure.objects.select_related("service").prefetch_related(
        Prefetch("versions", queryset=_versions().order_by("-number"))
    )


def procedure_at(key: str) -> Procedure:
    found = procedures().filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such procedure."), procedure=key)
    return found


def version_at(key: str, number: int) -> ProcedureVersion:
    found = (
        ProcedureVersion.objects.select_related(
            "procedure__service", "drafted_by", "reviewed_by", "published_by"
        )
        .filter(procedure__key=key, number=number)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such version."), procedure=key, number=number)
    return found


def open_version(version: ProcedureVersion) -> Opened:
    seen = print_of(version.files)
    touched = set(version.changes.values_list("by", flat=True))
    touched |= {version.drafted_by_id} if version.drafted_by_id else set()
    if version.state == VersionState.PUBLISHED:
        return Opened(version, bundles.read(version), (), seen, frozenset(touched))
    read, problems = try_to_read(version.files)
    return Opened(version, read, problems, seen, frozenset(touched))


def try_to_read(
    files: Mapping[str, str], known: Known = KNOWN
) -> tuple[Read | None, tuple[Problem, ...]]:
    """A draft read as it would be published; nothing and the problems when it could not be."""
    try:
        bundle = read_bundle(as_bytes(files), known)
    except Unpublishable as reason:
        return None, reason.problems
    said: Mapping[str, Any] = bundle.compiled["manifest"]
    return Read(bundle, book_of(said)), ()


def before(version: ProcedureVersion) -> ProcedureVersion | None:
    """What a reader compares a version with: the one whose place it took, or of a draft would take.

    By its days and not by its number: a draft may be older than what is in force.
    """
    published = ProcedureVersion.objects.filter(
        procedure=version.procedure_id, state=VersionState.PUBLISHED
    ).exclude(pk=version.pk)
    if version.valid is not None:
        published = published.filter(valid__startswith__lt=version.valid.lower)
    return published.order_by("valid").last()


def differences_of(opened: Opened, earlier: ProcedureVersion | None) -> list[Difference]:
    if opened.read is None or earlier is None:
        return []
    return differences(bundles.read(earlier).bundle, opened.read.bundle)


def difference_by_area(before: Opened, after: Opened) -> list[tuple[Promise, list[Difference]]]:
    """What differs, under its headings; nothing where one of the two cannot be read."""
    if before.read is None or after.read is None:
        return []
    found = differences(before.read.bundle, after.read.bundle)
    parts = [(AREAS[area], [one for one in found if one.area == area]) for area in AREAS]
    return [part for part in parts if part[1]]


def _versions() -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.defer("files", "compiled").select_related(
        "drafted_by", "reviewed_by", "published_by"
    )
