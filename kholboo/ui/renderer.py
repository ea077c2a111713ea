"""How form controls are drawn: plain ones by hand, all others by Django's templates.

A control of Django costs two templates, and a page of the hotline has thirty of them. The text is
the same letter for letter; `tests/test_renderer.py` compares.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = _BY_HAND.get(template_name)
        widget = context.get("widget")
        if draw is None or not isinstance(widget, dict) or widget.get("wrap_label"):
            return super().render(template_name, context, request)
        return draw(widget)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{_text(value)}"'
    kind, name = _text(widget["type"]), _text(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{_attributes(widget)}>'


def _area(widget: Mapping[str, Any]) -> str:
    words = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{words}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    """A list of twenty options was twenty templates, and cost more than the rest of a form."""
    lines = []
    for label, options, _place in widget["optgroups"]:
        drawn = "".join(
            f'\n  <option value="{_text(one["value"])}"{_attributes(one)}>'
            f"{conditional_escape(one['label'])}</option>\n"
            for one in options
        )
        head = f'\n  <optgroup label="{conditional_escape(label)}">' if label else ""
        lines.append(f"{head}{drawn}" + ("\n  </optgroup>" if label else ""))
    return (
        f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{"".join(lines)}\n</select>'
    )


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: object) -> str:
    return conditional_escape(str(value))


_INPUTS = ("text", "number", "email", "url", "hidden", "password", "file", "checkbox",
           "input", "input_option", "radio_option", "checkbox_option")  # fmt: skip
_BY_HAND: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _area,
    "django/forms/widgets/select.html": _select,
}
