"""How a component becomes a template tag: a frozen dataclass, one template, named arguments.

A misspelt argument raises TypeError at once. Arguments that begin with `hx_`, `data_` or
`aria_` become HTML attributes of the component's main element (`hx_post` → `hx-post`).
Components ask the database nothing: they show what they are given.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = Library()

ATTRIBUTES = ("hx_", "data_", "aria_")


@dataclass(frozen=True, kw_only=True)
class Component:
    """What all components share: free attributes and, for block tags, the text inside."""

    attrs: dict[str, Any] = field(default_factory=dict)
    content: SafeString = field(default_factory=SafeString)

    @property
    def attributes(self) -> SafeString:
        """The free attributes, escaped, ready to stand inside the opening tag."""
        return format_html_join("", ' {}="{}"', self.attrs.items())


Kind = TypeVar("Kind", bound=type[Component])


def component(name: str, *, template: str = "") -> Callable[[Kind], Kind]:
    """Make the class the tag `{% name … %}`; its template is `ui/components/<name>.html`."""

    def mark(kind: Kind) -> Kind:
        @register.simple_tag(name=name)
        def tag(*args: Any, **kwargs: Any) -> SafeString:
            return _render(kind, template or name, args, kwargs)

        return kind

    return mark


def block_component(name: str, *, template: str = "") -> Callable[[Kind], Kind]:
    """Make the class the tag `{% name … %}…{% endname %}`; the inside is `it.content`."""

    def mark(kind: Kind) -> Kind:
        @register.simple_block_tag(name=name, end_name=f"end{name}")
        def tag(content: SafeString, *args: Any, **kwargs: Any) -> SafeString:
            return _render(kind, template or name, args, {**kwargs, "content": content})

        return kind

    return mark


def _render(
    kind: type[Component], template: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> SafeString:
    free = {
        name.replace("_", "-"): value
        for name, value in kwargs.items()
        if name.startswith(ATTRIBUTES) and value not in (None, False)
    }
    named = {name: value for name, value in kwargs.items() if not name.startswith(ATTRIBUTES)}
    positional = [known.name for known in fields(kind) if not known.kw_only]
    if len(args) > len(positional):
        raise TypeError(f"{kind.__name__} takes {len(positional)} unnamed arguments")
    named.update(zip(positional, args, strict=False))
    return render_to_string(f"ui/components/{template}.html", {"it": kind(**named, attrs=free)})
