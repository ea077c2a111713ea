"""Lines of invented stories, written out by hand: a case has five of them.

What the product says through models and JSON stands here as finished text, in a quarter of the
time; `tests/bench` holds every line against the product's own digest.
"""

import json
from functools import cache
from hashlib import sha256
from random import Random

from bench.tables import NULL
from kholboo.feedback.rules import EventKind
from kholboo.feedback.services.timeline import digest_of_text

NO_TEXT = digest_of_text("", "")


@cache
def facts(**values: object) -> str:
    """As the digest reads them. A handful of different ones in all, so they are kept."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def line_of(  # noqa: PLR0913  # one line of history has this many facts
    luck: Random,
    before: str,
    *,
    key: int,
    at: str,
    kind: EventKind,
    actor: int | None,
    by_citizen: bool,
    is_public: bool,
    text: str,
    facts: str,
) -> tuple[str, str]:
    """The line of COPY and its digest, which the next line needs. `at` in ISO form."""
    salt, said = "", NO_TEXT
    if text:
        salt = f"{luck.getrandbits(128):032x}"
        said = sha256(f"{salt}{text}".encode()).hexdigest()
    public = "true" if is_public else "false"
    citizen = "true" if by_citizen else "false"
    # A kind is a text of a class that `format` is slow with; `+` takes it as it is.
    content = (
        f'["{before}",{key},"{at}","' + kind + f'",{public},'
        f'{"null" if actor is None else actor},{citizen},"{said}",{facts}]'
    )
    digest = sha256(content.encode()).hexdigest()
    line = (
        f"{key}\t{at}\t" + kind + f"\t{public}\t{NULL if actor is None else actor}\t{citizen}\t"
        f"{text}\t{salt}\t{said}\t{facts}\t{digest}\n"
    )
    return line, digest
