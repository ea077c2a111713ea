"""Drafts of procedures: copied, taken in, changed file by file. Who touched one is remembered."""

import json
import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.engine.bundle import FILES, MANIFEST
from kholboo.eservices.models import Procedure, ProcedureVersion, VersionChange
from kholboo.eservices.models.changes import How
from kholboo.eservices.rules import VersionState
from kholboo.eservices.services import publishing

LARGEST_FILE = 1024 * 1024  # bytes; the engine reads no more
KEY = re.compile(r"[a-z][a-z0-9-]{1,59}")
MOST_DRAFTS = 20  # of one procedure at once


@transaction.atomic
def copy(version: ProcedureVersion, *, actor: User) -> ProcedureVersion:
    """A draft with the same files, to be changed.

    Who touched the draft it is a copy of has touched this one too: they do not review it either.
    """
    made = _draft(version.procedure, version.files, version.is_sample, actor=actor)
    if version.state != VersionState.PUBLISHED:
        _remember_authors(version, made)
    _remember(made, How.COPIED, sorted(made.files), actor=actor)
    audit.record("eservices.version_drafted", made, actor=actor, copied=version.number)
    return made


@transaction.atomic
def take_in(files: Mapping[str, str], *, actor: User) -> ProcedureVersion:
    """A draft out of handed-in files: the next version of the procedure they name, or its first.

    What is wrong inside the files is shown on the draft; here they only have to say whose they are.
    """
    _check_files(files)
    procedure = _procedure(_said(files))
    made = _draft(procedure, files, procedure.is_sample, actor=actor)
    _remember(made, How.TAKEN_IN, sorted(files), actor=actor)
    audit.record("eservices.version_drafted", made, actor=actor, files=sorted(files))
    return made


@transaction.atomic
def keep(
    version: ProcedureVersion, changed: Mapping[str, str], *, seen: str, actor: User
) -> ProcedureVersion:
    """Write files of a draft. `seen` is the print of the files the change was made on.

    A version that was reviewed is a draft again: what was reviewed is not this any more.
    """
    _check_files(changed)
    version = publishing.lock(version)
    if version.state == VersionState.PUBLISHED:
        raise RuleBroken(_("This version is published: it never changes."))
    if print_of(version.files) != seen:
        raise RuleBroken(
            _("Somebody changed this draft meanwhile. Open the page again, then make your change.")
        )
    differ = sorted(name for name, text in changed.items() if version.files.get(name) != text)
    if not differ:
        return version
    version.files = {**version.files, **changed}
    version.state, version.compiled, version.sha256 = VersionState.DRAFT, {}, ""
    version.reviewed_by, version.reviewed_at = None, None
    version.save()
    _remember(version, How.CHANGED, differ, actor=actor)
    audit.record("eservices.version_changed", version, actor=actor, files=differ)
    return version


def _draft(
    procedure: Procedure, files: Mapping[str, str], is_sample: bool, *, actor: User
) -> ProcedureVersion:
    open_ones = procedure.versions.exclude(state=VersionState.PUBLISHED).count()
    if open_ones >= MOST_DRAFTS:
        raise RuleBroken(
            _("This procedure has %(count)s drafts already: go on with one of them.")
            % {"count": open_ones}
        )
    return publishing.draft(procedure, files, actor=actor, is_sample=is_sample)


def _remember(version: ProcedureVersion, how: How, files: list[str], *, actor: User) -> None:
    VersionChange.objects.create(
        version=version,
        by=actor,
        at=clock.now(),
        how=how,
        files=files,
        sha256=print_of(version.files),
    )


def _remember_authors(version: ProcedureVersion, made: ProcedureVersion) -> None:
    """The last thing each of them did, as it stands with the draft that is copied."""
    last = {row.by_id: row for row in version.changes.order_by("pk")}
    VersionChange.objects.bulk_create(
        VersionChange(
            version=made, by_id=by, at=row.at, how=row.how, files=row.files, sha256=row.sha256
        )
        for by, row in last.items()
    )


def _check_files(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        if name not in FILES:
            raise RuleBroken(_("A procedure has no file “%(name)s”.") % {"name": name[:80]})
        if "\x00" in text or len(text.encode()) > LARGEST_FILE:
            raise RuleBroken(
                _("“%(name)s” is larger than 1 MB, or no text.") % {"name": name}, field="text"
            )


def _said(files: Mapping[str, str]) -> Mapping[str, object]:
    try:
        said = json.loads(files.get(MANIFEST, ""))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, Mapping):
        raise RuleBroken(
            _(
                "The file “procedure.json” is missing or cannot be read: it says whose the files are."
            )
        )
    return said


def _procedure(said: Mapping[str, object]) -> Procedure:
    key, title = _plain(said.get("key")), said.get("title")
    found = Procedure.objects.filter(key=key[:60]).first()
    if found is not None:
        return found
    service = Service.objects.filter(code=_plain(said.get("service"))[:60]).first()
    names = title if isinstance(title, Mapping) else {}
    if service is None or not KEY.fullmatch(key):
        raise RuleBroken(
            _("“procedure.json” has to name a service of the agency and a key of small letters.")
        )
    procedure = Procedure.objects.create(
        key=key,
        service=service,
        name_mn=_plain(names.get("mn")) or key,
        name_en=_plain(names.get("en")) or key,
        is_sample=bool(said.get("sample")),
    )
    procedure.offices.set(service.offices.all())
    return procedure


def _plain(said: object) -> str:
    """One line that a database can keep: JSON may spell letters that are none."""
    return " ".join("".join(sign for sign in str(said or "") if sign.isprintable()).split())[:200]
