"""`python -m bench.site_search TIMES COUNT`: the page of search with COUNT news more, as JSON.

Each word asked for stands in many of them; the answers are whole pages, made in this process.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from random import Random

import django

WARM_UP = 2
LETTERS, TEXTS = 10, 300  # letters in the text of one page; so many different texts
# In nearly all, in some, in few, in none; a number as people type it.
ASKED = ("жин", "шатахуун станц", "алтан бөгжний сорьц", "улаанбаатарын ыщыщы", "MNS 5021 : 2007")


def main(times: int, count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from django.db import connection
    from django.test import Client

    from kholboo.website.hosts import main_host

    write(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE website_searchentry")
    spent: list[float] = []
    client = Client(headers={"host": main_host()})
    for turn in range(WARM_UP + times):
        for words in ASKED:
            began = time.perf_counter()
            answer = client.get("/search/", {"q": words})
            if answer.status_code != 200:
                raise SystemExit(f"{words} answered {answer.status_code}")
            if turn >= WARM_UP:
                spent.append((time.perf_counter() - began) * 1000)
    print(json.dumps(spent))


def write(count: int) -> None:
    """News of the head office, as search knows them; of the pages themselves nothing is asked."""
    from kholboo.website.models import Branch, SearchEntry
    from kholboo.website.models.search import EntryKind

    home = Branch.objects.get(office__is_head=True).home
    pool = list(texts())
    luck = Random(count)
    SearchEntry.objects.bulk_create(
        (
            SearchEntry(
                page_id=home.pk,
                place=number,
                kind=EntryKind.NEWS,
                language="mn",
                title=title,
                text=text,
                title_stems=title_stems,
                text_stems=text_stems,
            )
            for number, (title, text, title_stems, text_stems) in enumerate(
                luck.choices(pool, k=count), start=1
            )
        ),
        batch_size=1_000,
    )


def texts() -> Iterator[tuple[str, str, str, str]]:
    from bench.words import Words
    from kholboo.core.language import stems, stems_of_words
    from kholboo.feedback.rules import CaseKind

    luck = Random(2026)
    words = Words(luck)
    for _number in range(TEXTS):
        letters = [words.letter(luck.choice(list(CaseKind)), luck)[0] for _ in range(LETTERS)]
        title, text = letters[0][:200], " ".join(letters)
        yield title, text, " ".join(stems(title)), " ".join(stems_of_words(text))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
