"""What history is called in words. Each house registers its own at start; audit knows none."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.core.formats.days import day_short

_labels: dict[str, str | Promise] = {}
_words: dict[str, str | Promise] = {}
_nouns: dict[str, str | Promise] = {}
_namers: dict[str, "Namer"] = {}
_keys: dict[str, str] = {}
_hidden: dict[str, "Hider"] = {}
_LAST = {"before": 1, "after": 2}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# From keys, as texts, to the names of those that still exist; one question for all of them.
Namer = Callable[[Collection[str]], Mapping[str, str]]

# From a reader to the keys of the things whose history is not theirs to read.
Hider = Callable[[User], Collection[str]]


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
    """Say what names and plain values of facts are called ("by": way, "sms": message).

    A value that means something else under one name is "name.value" ("solved.partly").
    """
    _words.update(words)


def name_things(model: str, noun: str | Promise, namer: Namer | None = None) -> None:
    """Say what things of `model` ("house.Model") are called; the noun and key where no name is."""
    _nouns[model] = noun
    if namer is not None:
        _namers[model] = namer


def name_keys(facts: Mapping[str, str]) -> None:
    """Say which facts hold the key of a thing ("handler": "accounts.User").

    What differs in one action is "house.past_tense.fact"; "" there says that it holds none.
    """
    _keys.update(facts)


def hide_things(model: str, hider: Hider) -> None:
    """Say which things of `model` a reader of history may not read about."""
    _hidden[model] = hider


def hidden_from(reader: User) -> list[str]:
    """Targets ("house.Model:key") this reader may not read about; one question per model."""
    return [f"{model}:{key}" for model, hider in _hidden.items() for key in hider(reader)]


def things_in(action: str, facts: Mapping[str, object]) -> Iterator[str]:
    """The targets ("house.Model:key") these facts speak of."""
    for name, value in facts.items():
        if isinstance(value, dict):
            yield from things_in(action, value)
        elif thing := _thing(action, name, value):
            yield thing


def names_of(targets: Iterable[str]) -> dict[str, str]:
    """Targets with their names of today, as far as a house gave words; one question per model."""
    keys: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        model, _colon, key = target.partition(":")
        keys[model].add(key)
    names: dict[str, str] = {}
    for model in keys.keys() & _nouns.keys():
        namer = _namers.get(model)
        found = namer(keys[model]) if namer else {}
        for key in keys[model]:
            names[f"{model}:{key}"] = found.get(key) or f"{_nouns[model]} {in_words(key)}"
    return names


def facts_in_words(
    action: str, facts: Mapping[str, object], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pairs of name and value for people; `names` are those of the things they speak of."""
    # The database keeps no order of facts; what stands after a change is read last.
    in_order = sorted(facts, key=lambda name: _LAST.get(name, 0))
    return [(in_words(name), _value(action, name, facts[name], names)) for name in in_order]


def _value(action: str, name: str, value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        pairs = facts_in_words(action, value, names)
        return ", ".join(f"{inner}: {words}" for inner, words in pairs)
    named = names.get(_thing(action, name, value))
    return named or in_words(value, of=name)


def _thing(action: str, name: str, value: object) -> str:
    """The target of a fact that holds a key, else nothing."""
    model = _keys.get(f"{action}.{name}", _keys.get(name, ""))
    return f"{model}:{value}" if model and value is not None else ""


def in_words(value: object, *, of: str = "") -> str:
    """A name, or a value of the fact `of`, for people; what was never named shows itself."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(in_words(part, of=of) for part in value)
    return str(_words.get(f"{of}.{value}") or _words.get(str(value)) or _day_in_words(str(value)))


def _day_in_words(value: str) -> str:
    """Facts keep days as `2026-07-10`; people read them as they read every other day."""
    if not _DAY.fullmatch(value):
        return value
    try:
        return day_short(date.fromisoformat(value))
    except ValueError:  # somebody typed a day there is not
        return value
