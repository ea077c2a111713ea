"""What a device may be told of, as the houses above name it: topics by the beginning of their name.

A house says in its `AppConfig.ready` what its topics are called on the page "Notices on this
phone", and what their kinds of news are called.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Topic:
    """`label` says nothing that others may not read: the page asks for no secret.

    `href` leads to where the kinds are chosen.
    """

    label: str
    href: str


@dataclass(frozen=True)
class Family:
    """Topics of one house. `named` gives those that still exist, all with one question."""

    start: str
    kinds: Mapping[str, str | Promise]
    named: Callable[[Collection[str]], Mapping[str, Topic]]


_families: dict[str, Family] = {}


def add(family: Family) -> None:
    """Safe to repeat."""
    _families[family.start] = family


def named(topics: Collection[str]) -> dict[str, Topic]:
    """The topics that exist and belong to a house; one question for each house."""
    found: dict[str, Topic] = {}
    for family in _families.values():
        ours = [topic for topic in topics if topic.startswith(family.start)]
        found |= family.named(ours) if ours else {}
    return found


def kinds_of(topic: str, kinds: Collection[str]) -> list[str]:
    """What the chosen kinds are called, in the order of their house."""
    family = next((one for start, one in _families.items() if topic.startswith(start)), None)
    return [str(label) for kind, label in family.kinds.items() if kind in kinds] if family else []
