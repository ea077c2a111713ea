"""What is nearly what was typed: words of titles letter by letter, and how a word may go on."""

from django.db import connection
from django.db.models import Q

from kholboo.core.language import search_key
from kholboo.standards.models import Edition
from kholboo.standards.numbers import parse
from kholboo.standards.queries.catalogue import NEWEST, EditionToday, standings_of
from kholboo.standards.queries.search import IN_ORDER, with_words
from kholboo.standards.words import looked_for, words_of

FEW = 3  # found: then other words may have been meant
SHORTEST, OFFERED = 2, 6
NEAREST = """
SELECT word FROM standards_word WHERE word %% ANY (%s::text[]) AND word <> ALL (%s::text[])
ORDER BY (SELECT max(similarity(word, typed)) FROM unnest(%s::text[]) AS typed) DESC, word LIMIT 1
"""
# Cyrillic letters as most people type them in Latin ones, for words that are nearly written so.
_CYRILLIC = {
    "sh": "ш", "ch": "ч", "kh": "х", "ts": "ц", "ya": "я", "yu": "ю", "yo": "ё", "ii": "ий",
    **dict(zip("abvgdejziklmnoprstufhcwxyq", "абвгдэжзиклмнопрстуфхцвхйө", strict=True)),
}  # fmt: skip


def meant_words(words: str) -> str:
    """The same with each word that nothing is called by put right, or left out where nothing is
    like it; empty if that finds nothing.
    """
    instead = " ".join(filter(None, map(_put_right, words_of(words))))
    if instead == " ".join(words_of(words)):
        return ""
    return instead if with_words(looked_for(instead, is_loose=True)).exists() else ""


def _put_right(word: str) -> str:
    if with_words(looked_for(word, is_loose=True)).exists():
        return word
    typed = list({word, _in_cyrillic(word)})
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [typed, [word], typed])
        row = cursor.fetchone()
    return row[0] if row else ""


def _in_cyrillic(word: str) -> str:
    for latin, cyrillic in _CYRILLIC.items():
        word = word.replace(latin, cyrillic)
    return word


def going_on(words: str) -> list[EditionToday]:
    """A few standards whose number or title may be what somebody is still typing."""
    if len(words.replace(" ", "")) < SHORTEST:
        return []
    ids = _numbers_from(words) or _words_from(words)
    return standings_of(ids)


def _numbers_from(words: str) -> list[int]:
    parsed = parse(words)
    if parsed is None:
        return []
    begins = Q(work__key__startswith=parsed.key) | Q(work__key__startswith=f"mns {parsed.key}")
    if not parsed.words:
        begins = Q(work__bare__startswith=parsed.bare)
    found = Edition.objects.filter(begins)
    found = found.filter(year=parsed.year) if parsed.year else found
    order = ("entry__place", "work__bare", NEWEST)
    return list(found.order_by(*order).values_list("pk", flat=True)[:OFFERED])


def _words_from(words: str) -> list[int]:
    terms = looked_for(words, is_loose=True)
    for asked, last in ((terms, ""), (_begun(words, terms), ":*")):
        found = with_words(asked, last=last).order_by(*IN_ORDER)
        ids = list(found.values_list("pk", flat=True)[:OFFERED])
        if ids:
            return ids
    return []


def _begun(words: str, terms: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The last word as its letters stand, for nobody has finished it."""
    last = (words_of(words) or [""])[-1]
    ways = (last, _in_cyrillic(last), search_key(last).replace(" ", ""))
    begun = [way for way in ways if way]
    return [*terms[:-1], tuple(dict.fromkeys(begun))] if begun else []
