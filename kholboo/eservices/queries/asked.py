"""What an applicant meets of a version, read once in each process: a published one never changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.book import Book
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.papers import Paper, papers_of
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.rules import VersionState

DRAFT_DAYS = 60
MOST_KEPT = 64


@dataclass(frozen=True)
class Asked:
    """The form, the papers, and what the manifest says."""

    form: Form
    papers: tuple[Paper, ...]
    book: Book
    manifest: Mapping[str, Any]

    @property
    def draft_days(self) -> int:
        """How long an untouched draft is kept."""
        days: int = (self.manifest.get("drafts") or {}).get("days", DRAFT_DAYS)
        return days


# By fingerprint, so that no row of another test or another database is taken for it.
_kept: OrderedDict[str, Asked] = OrderedDict()


def asked_by(version: ProcedureVersion) -> Asked:
    """`version` may have its files and compiled rows deferred: they are asked for only once."""
    found = _kept.get(version.sha256)
    if found is None:
        told = read(version)
        manifest = told.book.raw
        found = Asked(
            form=told.form,
            papers=tuple(papers_of(manifest)),
            book=told.book,
            manifest=manifest,
        )
        if version.state == VersionState.PUBLISHED:
            _kept[version.sha256] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found
