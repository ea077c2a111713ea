"""Things to press."""

from dataclasses import dataclass

from kholboo.ui.components.engine import Component, component


@component("button")
@dataclass(frozen=True)
class Button(Component):
    """A button of a form. `kind`: primary (one on a page), secondary, quiet, danger."""

    label: object
    kind: str = "primary"
    icon: str = ""
    name: str = ""
    value: str = ""
    type: str = "submit"
    form: str = ""
    formaction: str = ""
    is_disabled: bool = False
    id: str = ""


@component("link_button")
@dataclass(frozen=True)
class LinkButton(Component):
    """A link that looks like a button, for the next step that changes nothing."""

    label: object
    href: str
    kind: str = "primary"
    icon: str = ""
    is_outside: bool = False


@component("copy_button")
@dataclass(frozen=True)
class CopyButton(Component):
    """Copies `text`; shown only where JavaScript runs."""

    text: object
    label: object = ""


@component("print_button")
@dataclass(frozen=True)
class PrintButton(Component):
    """Opens the print window; shown only where JavaScript runs."""

    label: object = ""
