"""Keys for Mongolian text: what sorts, what is searched, what an address may contain.

Alphabet order and MNS 5217:2012 were checked against ICU.
"""

import re
import unicodedata
from collections.abc import Iterable

ALPHABET = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"
_RANK = {letter: chr(0x100 + position) for position, letter in enumerate(ALPHABET)}

MNS_5217 = dict(
    zip(
        ALPHABET,
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "ye",
            "yo",
            "j",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "ö",
            "p",
            "r",
            "s",
            "t",
            "u",
            "ü",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sh",
            "i",
            "y",
            "i",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)

# Letters that old fonts and foreign keyboards leave behind.
_LOOKALIKE = str.maketrans({"є": "ө", "ї": "ү", "º": "ө", "¿": "ү"})
# What Latin typing makes of Mongolian sounds, longest first.
_LATIN = [
    ("shch", "ш"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("kh", "х"), ("ts", "ц"), ("zh", "ж"),
    ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "э"), ("f", "ф"), ("g", "г"),
    ("h", "х"), ("i", "и"), ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"),
    ("o", "о"), ("ö", "о"), ("p", "п"), ("q", "о"), ("r", "р"), ("s", "с"), ("t", "т"),
    ("u", "у"), ("ü", "у"), ("v", "в"), ("w", "в"), ("x", "х"), ("y", "и"), ("z", "з"),
]  # fmt: skip
# One loose class for letters people swap: rounded vowels, e/э, the short and the long i.
_LOOSE = str.maketrans(
    {
        "ө": "у",
        "о": "у",
        "ү": "у",
        "ё": "е",
        "э": "е",
        "й": "и",
        "ы": "и",
        "щ": "ш",
        "ъ": "",
        "ь": "",
    }
)


def sort_key(text: str) -> str:
    """An immutable key whose plain byte order is the Mongolian alphabet's order."""
    return "".join(_RANK.get(letter, letter) for letter in text.lower())


def transliterate(text: str) -> str:
    """Latin letters by MNS 5217:2012, keeping capitals at the start of words."""
    out = []
    for letter in text:
        latin = MNS_5217.get(letter.lower(), letter)
        out.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(out)


def slug(text: str) -> str:
    """A part of an address: Latin by MNS 5217, ASCII, words joined by hyphens."""
    ascii_text = (
        unicodedata.normalize("NFKD", transliterate(text)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def search_key(text: str) -> str:
    """One loose form for Cyrillic, Latin typing and wrong keyboards: words joined by spaces.

    `өргөдөл`, `urgudul` and `orgodol` give the same key; digits stay as they are.
    """
    folded = unicodedata.normalize("NFC", text.lower()).translate(_LOOKALIKE)
    words = re.findall(r"[\w]+", folded)
    return " ".join(_loose_word(word) for word in words)


def _loose_word(word: str) -> str:
    if re.search(r"[a-zöü]", word):
        for latin, cyrillic in _LATIN:
            word = word.replace(latin, cyrillic)
    loose = word.translate(_LOOSE)
    # Long vowels count as one, but figures keep every digit.
    return re.sub(r"([^\d])\1+", r"\1", loose)


# Endings of cases and plurals in the loose form of `search_key`, longest first.
_ENDINGS = (
    "нгин", "нуд", "гин", "гиг", "нас", "нес", "нус", "гас", "гес", "гус", "гар", "гер", "гур",
    "таи", "теи", "туи", "гуи", "нар", "ин", "ни", "иг", "ас", "ес", "ус", "ар", "ер", "ур", "ру",
    "лу", "ад", "ед", "уд", "ид", "д", "т", "г", "н",
)  # fmt: skip
_VOWELS = "ауеиюя"
# Bounded: endings can be read in several ways, and a long word must not try them all.
_ENDED = f"(?:{'|'.join(_ENDINGS)}|х|[{_VOWELS}])"
SHORTEST_STEM = 3
LONGEST_STEM = 7


def stems(text: str) -> list[str]:
    """The words of `search_key` without their endings: `захын`, `захаас` and `zahad` are `зах`.

    Made for finding, not for grammar: related words may share a stem. Figures stay whole.
    """
    return [word if word.isdecimal() else _stem(word) for word in search_key(text).split()]


def stems_of_words(text: str) -> list[str]:
    """One for each word of the text, in order; `_` for a word that leaves nothing."""
    return [(stems(word) or ["_"])[0] for word in re.findall(r"\w+", text)]


def _stem(word: str) -> str:
    word = word.removesuffix(next((e for e in _ENDINGS if _is_ending(e, word)), ""))
    while len(word) > SHORTEST_STEM and word[-1] in _VOWELS:
        word = word[:-1]
    return _without_last_vowel(word)[:LONGEST_STEM]


def _is_ending(ending: str, word: str) -> bool:
    """Whether a stem is left without it; `тоолуур` and `аймгийн` only look as if it were one."""
    stem = word.removesuffix(ending)
    least = SHORTEST_STEM + (ending in ("ар", "ер", "ур"))
    if stem == word or len(stem) < least:
        return False
    # The г that joins an ending stands after a long vowel or after н.
    return ending[0] != "г" or stem[-1] == "н" or (ending != "г" and stem[-1] in _VOWELS)


def _without_last_vowel(word: str) -> str:
    """`аймаг` as `аймг`: the vowel that falls out when an ending comes (`аймгийн`)."""
    if len(word) > SHORTEST_STEM + 1 and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        return word[:-2] + word[-1]
    return word


def forms_of(names: Iterable[str]) -> re.Pattern[str]:
    """What the `search_key` of any form of these words matches whole: `Цэцгийнх` of `Цэцэг`."""
    parts = []
    for name in map(search_key, names):
        short = _without_last_vowel(name) if name[-1:] not in _VOWELS else name[:-1]
        parts.append(f"{re.escape(name)}{_ENDED}{{0,4}}")
        if len(short) > 1 and short != name:
            parts.append(f"{re.escape(short)}{_ENDED}{{1,4}}")
    return re.compile("|".join(parts) or "(?!)")
