"""Words of titles as they are kept for finding, and words of people as they are looked for.

Kept: the lemma of a Mongolian word, the stem of an English one, figures as they stand. A word
that the dictionary lacks is kept by what may be left of it without endings, in loose letters.
"""

import re

from kholboo.core.keyboards import mended
from kholboo.core.language import search_key
from kholboo.core.lemmas import bases, lemmas, loose_lemmas

MOST_WORDS = 8
# Nothing is told apart by these; every row of the catalogue is a standard.
EMPTY = frozenset(
    {
        *("ба", "болон", "бол", "нь", "буюу", "эсвэл", "тухай"),
        *("the", "a", "an", "of", "and", "or", "for", "to", "in", "on", "with", "by", "from"),
    }
)
OF_EACH = frozenset({"стандарт", "стандартын", "standard", "standards", "standart"})
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яёөү]")
UNKNOWN = "0"  # ends what is kept of a word that the dictionary lacks
_VOWELS = "аеиуюя"


def kept(text: str) -> list[str]:
    """What a text is found by; the same term as often as its word stands there."""
    return [term for word in words_of(text) if word not in EMPTY for term in _kept(word)]


def looked_for(text: str, *, is_loose: bool = False) -> list[tuple[str, ...]]:
    """For each word that tells anything, all terms it may be kept by.

    `is_loose`: somebody may have typed о for ө and у for ү.
    """
    words = list(dict.fromkeys(words_of(text)))
    telling = [word for word in words if word not in EMPTY and word not in OF_EACH]
    return [
        terms
        for word in (telling or words)[:MOST_WORDS]
        if (terms := _looked_for(word, is_loose=is_loose))
    ]


def words_of(text: str) -> list[str]:
    return _WORD.findall(mended(text))


def _kept(word: str) -> tuple[str, ...]:
    if _CYRILLIC.search(word):
        return lemmas(word) or (*loose_lemmas(search_key(word)), *_unknown(word))
    if _LATIN.search(word):
        return (english(word),)
    return (word.lstrip("0") or word,)


def _looked_for(word: str, *, is_loose: bool) -> tuple[str, ...]:
    if _CYRILLIC.search(word):
        strict = _kept(word)
        return (*strict, *loose_lemmas(search_key(word))) if is_loose else strict
    if _LATIN.search(word):
        loose = search_key(word).split()
        known = loose_lemmas(loose[0]) if loose else ()
        return (english(word), *(known or _unknown(word)))
    return _kept(word)


def _unknown(word: str) -> tuple[str, ...]:
    keys = [search_key(base).replace(" ", "") for base in (word, *bases(word))]
    short = [key.rstrip(_VOWELS) if len(key.rstrip(_VOWELS)) > 2 else key for key in keys]
    return tuple(dict.fromkeys(f"{key}{UNKNOWN}" for key in short if key))


def english(word: str) -> str:
    """`packages`, `packaged` and `packaging` are `packag`; made for finding, not for grammar."""
    for ending, instead in _ENGLISH:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and re.search(r"[aeiouy]", stem):
            word = stem + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


_ENGLISH = (
    ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ings", ""),
    ("ing", ""), ("ied", "y"), ("ed", ""), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
)  # fmt: skip
