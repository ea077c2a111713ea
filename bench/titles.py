"""Invented titles of standards out of real words in real forms, and which words each is made of."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
# Words nobody made the stemmer on, which alone are asked for; and words it was made on.
ASKED = HERE / "inflected.txt"
KNOWN = HERE.parent / "kholboo" / "core" / "tests" / "data" / "forms.txt"
OTHERS = 6_000  # more words of the dictionary, which stand in titles as they are
TAILS = (
    ("Ерөнхий шаардлага", "General requirements"),
    ("Техникийн ерөнхий шаардлага", "General technical requirements"),
    ("Туршилтын арга", "Test methods"),
    ("Ангилал, тэмдэглэгээ", "Classification and marking"),
    ("Аюулгүй байдал", "Safety"),
    ("Савлах, тээвэрлэх, хадгалах", "Packaging, transport and storage"),
    ("Нэр, тодорхойлолт", "Terms and definitions"),
    ("2-р хэсэг", "Part 2"),
)


@dataclass(frozen=True)
class Item:
    """A word with its forms, the word itself first. Forms that two words share are left out."""

    english: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Title:
    mn: str
    en: str
    words: frozenset[str]  # the first forms of what it is made of


@cache
def items(path: Path) -> tuple[Item, ...]:
    rows = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]  # fmt: skip
    shared = _shared()
    return tuple(
        Item(english, (word, *(form for form in forms.split() if form not in shared)))
        for english, word, forms in rows
        if word not in shared
    )


@cache
def _shared() -> frozenset[str]:
    owners: dict[str, set[str]] = {}
    for path in (ASKED, KNOWN):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                _english, word, forms = line.split("|")
                for form in (word, *forms.split()):
                    owners.setdefault(form, set()).add(word)
    return frozenset(form for form, words in owners.items() if len(words) > 1)


@cache
def others() -> tuple[str, ...]:
    """Words of the dictionary that are no form of any word above."""
    from kholboo.core.lemmas import nouns

    taken = {form for path in (ASKED, KNOWN) for item in items(path) for form in item.forms}
    free = sorted(word for word in nouns() if 4 < len(word) < 12 and word not in taken | _shared())
    return tuple(Random(1).sample(free, OTHERS))


def title(luck: Random) -> Title:
    chosen = luck.sample(items(ASKED), luck.choice((1, 1, 2, 2, 3)))
    chosen += luck.sample(items(KNOWN), luck.choice((0, 1, 1, 2)))
    luck.shuffle(chosen)
    words = [luck.choice(item.forms) for item in chosen]
    words.insert(luck.randrange(len(words) + 1), luck.choice(others()))
    tail_mn, tail_en = luck.choice(TAILS)
    made_of = {item.forms[0] for item in chosen}
    made_of |= {item.forms[0] for item in (*items(ASKED), *items(KNOWN))
                for form in item.forms if form in _words_of(tail_mn)}  # fmt: skip
    mn = f"{' '.join(words).capitalize()}. {tail_mn}"
    en = f"{', '.join(item.english for item in chosen).capitalize()}. {tail_en}"
    return Title(mn, en, frozenset(made_of))


@cache
def _words_of(tail: str) -> frozenset[str]:
    return frozenset(tail.lower().replace(",", " ").replace("-", " ").split())
