"""Bundles out of their rows. What is published never changes, so each is read once in a process."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.eservices.book import Book, book_of, steps_of
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.models import Application, Procedure, ProcedureVersion
from kholboo.eservices.rules import VersionState
from kholboo.eservices.term import Term

# By fingerprint, so that no row of another test or another database is taken for it.
_kept: OrderedDict[str, "Read"] = OrderedDict()
MOST_KEPT = 64


@dataclass(frozen=True)
class Read:
    """A bundle with its manifest as the desk reads it, and its form, put together when first asked."""

    bundle: Bundle
    book: Book

    @cached_property
    def form(self) -> Form:
        return Form.of(self.bundle.schema, self.bundle.ui)


def read(version: ProcedureVersion) -> Read:
    """`version` may have its files and compiled rows deferred: they are asked for only once."""
    found = _kept.get(version.sha256)
    if found is not None:
        return found
    made = Read(Bundle.from_compiled(version.compiled), book_of(version.compiled["manifest"]))
    if version.state == VersionState.PUBLISHED:
        _kept[version.sha256] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def read_of(application: Application) -> Read:
    """The bundle of an application. One that was moved keeps its term and the names of old steps."""
    found, carried = read(application.version), application.carried
    if not carried:
        return found
    gone = {"steps": carried.get("gone", {}), "roles": found.book.raw.get("roles", {})}
    steps, term = {**steps_of(gone), **found.book.steps}, carried["term"]
    book = replace(
        found.book,
        steps=steps,
        term=Term(term["days"], term["is_working"]),
        is_term_sample=term["is_sample"],
    )
    return Read(found.bundle, book)


@dataclass(frozen=True)
class Known:
    """What a list says of a version: the name of its procedure, and its manifest."""

    procedure: Procedure
    book: Book


@planned.reading()
def known_versions(keys: Collection[int]) -> dict[int, Known]:
    """These versions by key; of what this process has read only the row is asked."""
    rows = ProcedureVersion.objects.filter(pk__in=keys).order_by().select_related("procedure")
    read_rows = rows.defer("files", "compiled") if keys else []
    return {row.pk: Known(row.procedure, read(row).book) for row in read_rows}


def published_versions(today: date) -> QuerySet[ProcedureVersion]:
    """The version of each procedure under which one applies today, in the order of services."""
    return (
        ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, valid__contains=today)
        .select_related("procedure__service__unit")
        .defer("files")
        .order_by("procedure__service__order", "procedure__key")
    )


def version_today(key: str, today: date) -> ProcedureVersion:
    found = published_versions(today).filter(procedure__key=key).first()
    if found is None:
        raise NotFound(_("This service cannot be asked for online today."), procedure=key)
    return found
