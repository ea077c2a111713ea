"""Keys for Mongolian text: what sorts, what is searched, what an address may contain.

Alphabet order and MNS 5217:2012 were checked against ICU.
"""

import re
import unicodedata

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
