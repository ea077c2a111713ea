"""Texts for messages, from the templates of the house that sends them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template import Context
from django.template.loader import get_template
from django.utils import translation


@dataclass(frozen=True)
class Message:
    subject: str
    text: str


def render_message(template_base: str, *, language: str, context: Mapping[str, object]) -> Message:
    """`feedback/messages/answered_email` → its `.subject.txt` (one line) and `.txt`, in `language`.

    Plain text, so nothing is escaped: "Болд & Ко" stays as it is. Never put the result into
    HTML without escaping it there.
    """
    subject = _plain(f"{template_base}.subject.txt", language, context)
    text = _plain(f"{template_base}.txt", language, context)
    return Message(subject=" ".join(subject.split()), text=text.strip() + "\n")


def render_text(template: str, *, language: str, context: Mapping[str, object]) -> str:
    """One text without a subject, for SMS: on one line, because each character is paid."""
    return " ".join(_plain(template, language, context).split())


def _plain(name: str, language: str, context: Mapping[str, object]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own backend
    with translation.override(language):
        return str(template.render(Context(dict(context), autoescape=False)))
