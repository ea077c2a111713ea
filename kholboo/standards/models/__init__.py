"""The catalogue: works, their editions, how they hang together, and where they are classified."""

from kholboo.standards.models.catalogue import Edition, IcsClass, Relation, Work

__all__ = ["Edition", "IcsClass", "Relation", "Work"]
