"""The word of the dictionary behind a form of it: `хүнснээс` is `хүнс`, `хадгалахад` `хадгалах`.

A form is a word, perhaps many of it, perhaps in a case, perhaps somebody's own; its endings are
taken off in that order from the right, and what is left counts only when the dictionary has it.
So `тосгон` (village) is no form of `тос` (oil). Words the dictionary lacks have no lemma here.
"""

import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kholboo.core.language import search_key

DATA = Path(__file__).resolve().parent / "data" / "mongolian.xz"
KNOWN_AT_ONCE = 20_000  # forms kept with their lemmas
VOWELS = "аэиоуөүыеёюя"
OWN = "аа ээ оо өө гаа гээ гоо гөө"
CASES = (
    "ын ийн ы ий н йн ны ний гийн ыг ийг г йг гийг д т ад эд од өд ид нд анд энд онд өнд инд "
    "аас ээс оос өөс наас нээс ноос нөөс гаас гээс гоос гөөс иас иэс иос "
    "аар ээр оор өөр гаар гээр гоор гөөр иар иэр иор тай тэй той руу рүү луу лүү "
    "ынх ийнх ных нийх гийнх ан эн он өн"
)
MANY = "ууд үүд нууд нүүд гууд гүүд чууд чүүд иуд иүд уд үд нар нэр"
# Forms of verbs that take cases as words do; `сн`, `дг` have lost their vowel before one.
AS_WORDS = "х сан сэн сон сөн сн даг дэг дог дөг дг"
AS_VERBS = (
    "ж ч н аад ээд оод өөд гаад гээд гоод гөөд на нэ но нө в вал вэл вол вөл лаа лээ лоо лөө "
    "маар мээр моор мөөр магц мэгц могц мөгц тал тэл тол төл"
)
FALLS_OUT = "аэоөи"
# Words with these endings stand in the dictionary beside what they are forms of.
MAY_BE_BOTH = ("т", "тай", "тэй", "той", "с", "рд", "рьд", "ньд")
DOER = "гч"
WITHOUT = ("гүй", "гуи")  # the second in loose letters
SHORTEST = 2


@dataclass(frozen=True)
class _Endings:
    own: tuple[str, ...]
    cases: tuple[str, ...]
    many: tuple[str, ...]
    as_words: tuple[str, ...]
    as_verbs: tuple[str, ...]
    falls_out: str

    @classmethod
    def of(cls, written: Callable[[str], str]) -> "_Endings":
        def all_of(words: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(map(written, words.split())))

        return cls(
            all_of(OWN),
            all_of(CASES),
            all_of(MANY),
            all_of(AS_WORDS),
            all_of(AS_VERBS),
            "".join(dict.fromkeys(map(written, FALLS_OUT))),
        )


@dataclass(frozen=True)
class _Lexicon:
    """What is known, by the form in which it is looked up."""

    nouns: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    endings: _Endings


def lemmas(word: str) -> tuple[str, ...]:
    """Of a word in Cyrillic letters, small, written right; several where it can be read so."""
    return _analysed(word, False)


def loose_lemmas(key: str) -> tuple[str, ...]:
    """Of a word as `language.search_key` leaves it: any Latin typing, о for ө, у for ү."""
    return _analysed(key, True)


def load() -> None:
    """Read the dictionary now, half a second, so that nobody's first search waits for it."""
    _loose()


def nouns() -> frozenset[str]:
    """Every word of the dictionary that is no verb."""
    return frozenset(_strict().nouns)


@lru_cache(maxsize=KNOWN_AT_ONCE)
def _analysed(word: str, is_loose: bool) -> tuple[str, ...]:
    known = _loose() if is_loose else _strict()
    whole = known.nouns.get(word, ())
    if len(word) < SHORTEST or (whole and not is_loose and not word.endswith(MAY_BE_BOTH)):
        return whole
    found = dict.fromkeys((*whole, *_as_noun(word, known, is_loose=is_loose)))
    # What can be read as a noun is one: `хөрсний` is of soil, and not of having set.
    if not found or is_loose:
        found |= dict.fromkeys(_as_verb(word, known))
    return tuple(found)


def _as_noun(word: str, known: _Lexicon, *, is_loose: bool) -> Iterator[str]:
    shapes = _loose_shapes if is_loose else _shapes
    for base, ending in _bases(word, known.endings):
        for shape in shapes(base, ending, known.endings.falls_out):
            yield from known.nouns.get(shape, ())
        if _is_made(base, known):
            yield search_key(base)


def _as_verb(word: str, known: _Lexicon) -> Iterator[str]:
    for root in _roots(word, known.endings):
        for shape in _shapes_of_root(root, known.endings.falls_out):
            yield from known.verbs.get(shape, ())


def _is_made(word: str, known: _Lexicon) -> bool:
    """`хэмжигч`, what measures, and `утасгүй`, without wire: anybody makes them, few are listed.

    They go by their loose form, in which all ways of typing them meet.
    """
    for ending in WITHOUT:
        if word.endswith(ending):
            return word.removesuffix(ending) in known.nouns
    root = word.removesuffix(DOER)
    shapes = _shapes_of_root(root, known.endings.falls_out) if root and root != word else ()
    return any(shape in known.verbs for shape in shapes)


def bases(word: str) -> tuple[str, ...]:
    """What may be left of a word that no dictionary has, the likeliest last."""
    if len(word) < SHORTEST:
        return ()
    found = {base.removesuffix("ь"): None for base, _ending in _bases(word, _strict().endings)}
    return tuple(base for base in found if len(base) > SHORTEST)


def _bases(word: str, endings: _Endings) -> Iterator[tuple[str, str]]:
    """What may be left of a noun, each with the ending it was left by, if any."""
    for bare, own in _without(word, endings.own):
        for of_case, case in _without(bare, endings.cases):
            for base, many in _without(of_case, endings.many):
                yield base, many or case or own


def _roots(word: str, endings: _Endings) -> Iterator[str]:
    for bare, _own in _without(word, endings.own):
        for of_case, _case in _without(bare, endings.cases):
            yield from (root for root, _ending in _cut(of_case, endings.as_words))
    yield from (root for root, _ending in _cut(word, endings.as_verbs))


def _without(word: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield word, ""
    for base, ending in _cut(word, endings):
        if _joins(ending, base):
            yield base, ending


def _cut(word: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: -len(ending)], ending


def _joins(ending: str, base: str) -> bool:
    """A г joins an ending after a vowel or н, a й after и: `барилгаас` is no `барил`."""
    if ending[0] == "г":
        return base[-1] in VOWELS or base[-1] in "нй"
    return ending[0] != "й" or base[-1] == "и"


def _shapes(base: str, ending: str, falls_out: str) -> Iterator[str]:
    """How the dictionary may write what is left: an ending swallows the vowel before its own."""
    yield base
    yield base + "ь"
    yield base.removesuffix("ь")
    if base[-1] == "и":
        yield base[:-1] + "ь"
    if ending[:1] in VOWELS and base[-1] not in VOWELS:
        yield from (base + vowel for vowel in falls_out)
        yield from _filled(base, falls_out)


def _loose_shapes(base: str, ending: str, falls_out: str) -> Iterator[str]:
    """Double letters count as one there, so either part may have lost its own, and ь leaves none."""
    yield from _shapes(base, ending, falls_out)
    yield base + ending[:1]
    if base[-1] == "и":
        yield base[:-1]
    if ending[:1] in VOWELS:
        yield from (base + vowel + base[-1] for vowel in falls_out)


def _shapes_of_root(root: str, falls_out: str) -> Iterator[str]:
    short = root[:-1] if root[-1] in VOWELS else root
    yield from (root, short, short + "ь")
    yield from _filled(short, falls_out)


def _filled(base: str, falls_out: str) -> Iterator[str]:
    """`аймг` with the vowel that fell out: `аймаг`."""
    if len(base) > SHORTEST and base[-1] not in VOWELS and base[-2] not in VOWELS:
        head = base[:-2] if base[-2] in "ьъ" else base[:-1]
        yield from (head + vowel + base[-1] for vowel in falls_out)


@cache
def _strict() -> _Lexicon:
    text = lzma.decompress(DATA.read_bytes()).decode()
    nouns, verbs = (line.split() for line in text.split("\n"))
    return _Lexicon(
        {word: (word,) for word in nouns},
        {root: (_infinitive(root),) for root in verbs},
        _Endings.of(str),
    )


def _infinitive(root: str) -> str:
    """A name for the verb that no noun has; not always how it is spelt."""
    return root + "х"


@cache
def _loose() -> _Lexicon:
    strict = _strict()
    return _Lexicon(_loosened(strict.nouns), _loosened(strict.verbs), _Endings.of(search_key))


def _loosened(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    loose: dict[str, tuple[str, ...]] = {}
    for word, found in table.items():
        key = search_key(word)
        loose[key] = (*loose.get(key, ()), *found)
    return loose
