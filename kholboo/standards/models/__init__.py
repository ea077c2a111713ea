"""The catalogue: works, their editions, how they hang together, and where they are classified."""

from kholboo.standards.models.catalogue import Edition, IcsClass, Relation, Work
from kholboo.standards.models.changes import ChangeEvent, Proposal
from kholboo.standards.models.files import CatalogueFile, FileKind

__all__ = [
    "CatalogueFile",
    "ChangeEvent",
    "Edition",
    "FileKind",
    "IcsClass",
    "Proposal",
    "Relation",
    "Work",
]
