"""What an action is called in words. Each house registers its own at start; audit knows none."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

_labels: dict[str, str | Promise] = {}
_words: dict[str, str | Promise] = {}


def register(action: str, sentence: str | Promise) -> None:
    """Name `action` ("house.past_tense") in a lazily translated sentence, once, at start."""
    _labels[action] = sentence


def sentence_of(action: str) -> str:
    """The sentence in the language of the page; an unnamed action shows its own code."""
    return str(_labels.get(action, action))


def known() -> Mapping[str, str]:
    """Every named action with its sentence, in the order of the sentences."""
    named = {action: str(sentence) for action, sentence in _labels.items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def name_words(words: Mapping[str, str | Promise]) -> None:
    """Say what names and plain values of facts are called ("by": way, "sms": message)."""
    _words.update(words)


def in_words(value: object) -> str:
    """A name or a value of a fact for people; what was never named shows itself."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(in_words(part) for part in value)
    return str(_words.get(str(value), value))
