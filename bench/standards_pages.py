"""`python -m bench.standards_pages COUNT`: finding among COUNT standards, figures as JSON."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

import django

from bench.figures import p95
from bench.titles import ASKED, KNOWN, Title, items

NUMBERS, PAIRS, WARM_UP = 400, 300, 20
# Words that stand in many titles, some and none, and what browsing without words asks.
BROAD = ("шаардлага", "ерөнхий шаардлага", "савлах тээвэрлэх хадгалах", "general requirements", "")
Asked = list[tuple[str, frozenset[int]]]  # words, and the editions that have them all


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from bench.catalogue import fill
    from bench.filling import settle
    from kholboo.standards.services import finding

    luck = Random(count)
    filled = fill(count, seed=count)
    began = time.perf_counter()
    finding.rebuild()
    built = time.perf_counter() - began
    settle()
    asked = list(questions(filled.titles, luck))
    typed = list(numbers(luck))
    said = {
        "fill_rate": filled.rate,
        "index_build": built,
        **_numbers_found(typed),
        **_words_found("text", asked),
        **_words_found("text_no_vowels", [(_without_vowels(words), ids) for words, ids in asked]),
        **_words_found("text_latin", [(_latin(words), ids) for words, ids in asked]),
        "text_p95": p95(list(_times([words for words, _ids in asked]))),
        "broad_p95": p95(list(_times(list(BROAD * 10)))),
        "broad_first": max(_first_times(BROAD)),
    }
    print(json.dumps(said))


def questions(titles: dict[int, Title], luck: Random) -> Iterator[tuple[str, frozenset[int]]]:
    """Every form of every word that is asked for, and pairs of words that stand together."""
    having: dict[str, set[int]] = {}
    for key, title in titles.items():
        for word in title.words:
            having.setdefault(word, set()).add(key)
    for item in items(ASKED):
        yield from ((form, frozenset(having.get(item.forms[0], ()))) for form in item.forms)
    known = {item.forms[0]: item for item in (*items(ASKED), *items(KNOWN))}
    asked = {item.forms[0] for item in items(ASKED)}
    for title in luck.sample([each for each in titles.values() if len(each.words) > 1], PAIRS):
        first = luck.choice(sorted(title.words & asked))
        second = luck.choice(sorted(title.words - {first}))
        forms = [luck.choice(known[word].forms) for word in (first, second)]
        yield " ".join(forms), frozenset(having[first] & having[second])


def numbers(luck: Random) -> Iterator[tuple[str, str]]:
    """A number as somebody might type it, and the address of the edition."""
    from kholboo.core.keyboards import other_layouts
    from kholboo.standards.models import Edition

    ways: list[Callable[[str, int | None], str]] = [
        lambda number, year: f"{number}:{year}",
        lambda number, year: f"{number} : {year}".lower(),
        lambda number, year: f"{number}-{year}".replace(" ", ""),
        lambda number, year: f"{number.replace('MNS', 'МНС')} - {year}",
        lambda number, year: f"{number.replace('MNS', 'МNS')}:{year}",
        lambda number, year: f"{number.replace('MNS ', 'MNS-').replace('/', ' ')} {year}",
        lambda number, year: other_layouts(f"{number} {year}".replace("-", " ").replace("/", " "))[
            0
        ],
    ]
    rows = list(Edition.objects.values_list("work__number", "year", "slug").order_by("pk"))
    for number, year, slug in luck.sample(rows, NUMBERS):
        yield luck.choice(ways)(number, year), slug


def _numbers_found(typed: list[tuple[str, str]]) -> dict[str, float]:
    from kholboo.standards.queries.numbered import address_of

    spent, right = [], 0
    for turn in range(2):
        for words, slug in typed:
            began = time.perf_counter()
            found = address_of(words)
            spent.append((time.perf_counter() - began) * 1000)
            right += turn and found == slug
    return {"number_p95": p95(spent[WARM_UP:]), "number_found": right / len(typed)}


def _words_found(name: str, asked: Asked) -> dict[str, float]:
    from kholboo.standards.queries.search import meant

    recalls, precisions = [], []
    worst = []
    for words, wanted in asked:
        if not wanted:
            continue
        found = set(meant(words).entries.values_list("pk", flat=True))
        recalls.append(len(found & wanted) / len(wanted))
        precisions.append(len(found & wanted) / len(found) if found else 0.0)
        worst.append((recalls[-1] + precisions[-1], words, recalls[-1], precisions[-1]))
    if "WORST" in os.environ:
        print(name, len(worst), [row[1:] for row in sorted(worst)[:40]], file=sys.stderr)
    return {
        f"{name}_recall": sum(recalls) / len(recalls),
        f"{name}_precision": sum(precisions) / len(precisions),
    }


def _times(asked: list[str]) -> Iterator[float]:
    from kholboo.standards.queries.search import search

    for turn, words in enumerate((*asked[:WARM_UP], *asked)):
        began = time.perf_counter()
        search(words)
        if turn >= WARM_UP:
            yield (time.perf_counter() - began) * 1000


def _first_times(asked: tuple[str, ...]) -> Iterator[float]:
    """As for the one person in some minutes whose question is counted anew."""
    from kholboo.standards.queries import facets
    from kholboo.standards.queries.search import search

    for words in asked:
        facets.forget()
        began = time.perf_counter()
        search(words)
        yield (time.perf_counter() - began) * 1000


def _without_vowels(words: str) -> str:
    """As on a keyboard without ө and ү."""
    return words.translate(str.maketrans("өү", "оу"))


def _latin(words: str) -> str:
    """As many write: `honsnii` would be хүнсний."""
    table = {"ө": "u", "ү": "u", "х": "h", "ж": "j", "й": "i", "ы": "ii", "ь": "i", "ц": "ts",
             "ч": "ch", "ш": "sh", "э": "e", "е": "e", "ё": "yo", "ю": "yu", "я": "ya", "з": "z"}  # fmt: skip
    plain = dict(zip("абвгдиклмнопрстуф", "abvgdiklmnoprstuf", strict=True))
    return "".join((table | plain).get(letter, letter) for letter in words)


if __name__ == "__main__":
    main(int(sys.argv[1]))
