"""The catalogue: works, their editions, how they hang together, and where they are classified."""

from kholboo.standards.models.catalogue import Edition, IcsClass, Relation, Work
from kholboo.standards.models.changes import ChangeEvent, Proposal

__all__ = ["ChangeEvent", "Edition", "IcsClass", "Proposal", "Relation", "Work"]
