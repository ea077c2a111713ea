"""Which papers a procedure asks for, given the answers. Pure: no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.engine.forms.conditions import Condition, holds
from kholboo.eservices.engine.forms.form import Words


@dataclass(frozen=True)
class Paper:
    """One document of the manifest. With a condition it is asked only when that holds."""

    key: str
    title: Words
    hint: Words | None
    most: int
    is_required: bool
    condition: Condition | None
    is_sample: bool

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        return holds(self.condition, answers)


def papers_of(manifest: Mapping[str, Any]) -> list[Paper]:
    return [
        Paper(
            key=row["key"],
            title=row["title"],
            hint=row.get("hint"),
            most=row.get("most", 1),
            is_required=bool(row.get("required")),
            condition=row["required"] if isinstance(row.get("required"), Mapping) else None,
            is_sample=bool(row.get("sample")),
        )
        for row in manifest.get("documents", ())
    ]


def asked_of(papers: Sequence[Paper], answers: Mapping[str, Any]) -> list[Paper]:
    return [paper for paper in papers if paper.is_asked(answers)]


def missing(
    papers: Sequence[Paper], answers: Mapping[str, Any], given: Collection[str]
) -> list[Paper]:
    """What must be there and is not."""
    return [
        paper for paper in asked_of(papers, answers) if paper.is_required and paper.key not in given
    ]
