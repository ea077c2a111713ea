"""`python -m bench.registers_search COUNT`: finding among COUNT certificates, figures as JSON."""

import json
import os
import sys
import time
from random import Random

import django

from bench.certificates import HOW, NAMES, WHAT, fill
from bench.figures import p95

QUESTIONS, WARM_UP = 300, 20


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from bench.filling import settle
    from kholboo.agency.models import Aimag
    from kholboo.registers.models import Certificate
    from kholboo.registers.queries.search import Wanted, search
    from kholboo.registers.rules import Kind, State

    filled = fill(count, seed=count)
    settle()
    luck = Random(count)
    aimags = list(Aimag.objects.all())
    rows = luck.sample(list(Certificate.objects.values_list("number", "particulars")), QUESTIONS)
    asked = {
        "words": [
            f"{luck.choice(HOW)} {luck.choice(WHAT)} {luck.randrange(500)}"
            for _ in range(QUESTIONS)
        ],
        "holder": [f"{luck.choice(NAMES)} {luck.randrange(3_000)}" for _ in range(QUESTIONS)],
        "broad": [luck.choice([*WHAT, *HOW, *NAMES, ""]) for _ in range(QUESTIONS)],
        "number": [number for number, _facts in rows],
        "barcode": [facts["barcodes"][0] for _number, facts in rows if facts.get("barcodes")],
        "nothing": [f"байхгүйүг{luck.randrange(9_999)}" for _ in range(QUESTIONS)],
    }
    said: dict[str, float] = {"fill_rate": filled.rate}
    for name, questions in asked.items():
        spent = []
        for words in (*questions[:WARM_UP], *questions):
            wanted = Wanted()
            if name == "broad" and luck.random() < 0.5:
                kind, state = luck.choice(list(Kind)), luck.choice([None, State.SUSPENDED])
                wanted = Wanted(kind=kind, aimag=luck.choice(aimags), state=state)
            began = time.perf_counter()
            search(words, wanted=wanted)
            spent.append((time.perf_counter() - began) * 1000)
        said[f"{name}_p95"] = p95(spent[WARM_UP:])
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]))
