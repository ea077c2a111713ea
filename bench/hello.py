"""The least a web server can be asked for: one word, from no framework and no database."""

from collections.abc import Callable, Iterable
from typing import Any

WORD = b'{"live": true}'


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(WORD)))]
    start("200 OK", headers)
    return [WORD]
