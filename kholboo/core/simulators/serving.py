"""A simulator of the web from its first line to its last: options, ready, served, ended."""

import argparse
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.process import die_with_parent, say_ready, stop_signal
from kholboo.core.simulators.store import Store
from kholboo.core.simulators.web import Desk, Web


def serve(
    about: str,
    page: Callable[[list[dict[str, Any]], dict[str, Any]], str],
    desk: Callable[[argparse.Namespace], type[Desk]],
    faults: type[Faults] = Faults,
) -> None:
    """Until somebody ends it. `desk` makes the class that answers, of what was asked for."""
    options = argparse.ArgumentParser(description=about)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--store", type=Path, required=True)
    options.add_argument("--key", default="", help="what askers must show; none asks for nothing")
    chosen = options.parse_args()
    die_with_parent()
    stop = stop_signal()
    web = Web(chosen.port, Store(chosen.store), faults(), page, desk(chosen))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    say_ready(port=web.port)
    stop.wait()
    web.shutdown()


def keyed(desk: type[Desk]) -> Callable[[argparse.Namespace], type[Desk]]:
    """The same, which asks for the key that was chosen."""
    return lambda chosen: type(f"Keyed{desk.__name__}", (desk,), {"key": chosen.key})
