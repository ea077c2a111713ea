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
    """`feedback/mail/answered` → its `.subject.txt` (one line) and `.txt`, in `language`.

    Plain text, so nothing is escaped: "Болд & Ко" stays as it is. Never put the result into
    HTML without escaping it there.
    """
    with translation.override(language):
        subject = _plain(f"{template_base}.subject.txt", context)
        text = _plain(f"{template_base}.txt", context)
    return Message(subject=" ".join(subject.split()), text=text.strip() + "\n")


def _plain(name: str, context: Mapping[str, object]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own backend
    return str(template.render(Context(dict(context), autoescape=False)))
