"""The design system's tags: `{% load ui %}`. Each is described in the README of this house."""

from kholboo.ui.components import (
    actions,
    charts,
    facts,
    fields,
    links,
    navigation,
    states,
    stories,
    words,
)
from kholboo.ui.components.engine import register

__all__ = [
    "actions",
    "charts",
    "facts",
    "fields",
    "links",
    "navigation",
    "register",
    "states",
    "stories",
    "words",
]
