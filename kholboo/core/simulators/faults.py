"""What a bad provider does, switched on from outside, repeatable by its seed.

Kinds: "slow" (answers late), "500" (is in trouble), "cut" (hangs up without taking anything),
"lost" (takes the message, hangs up before the answer), "duplicate" (delivers twice),
"refuse" (will not take this recipient), "" (behaves).
"""

import random
import threading
import time
from typing import Any

KINDS = ("", "slow", "500", "cut", "lost", "duplicate", "refuse")


class Faults:
    """`kinds` are those its simulator knows; a house with others says so in a class of its own."""

    kinds: tuple[str, ...] = KINDS

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set("", 100.0, 0, 3.0)

    def _set(self, kind: str, percent: float, seed: int, seconds: float) -> None:
        self.kind, self.percent, self.seed, self.seconds = kind, percent, seed, seconds
        self._luck = random.Random(seed)  # noqa: S311  # chosen to be repeatable

    def switch(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Take `{"kind", "percent", "seed", "seconds"}`. Raises ValueError for what is not known."""
        kind = str(wish.get("kind", ""))
        if kind not in self.kinds:
            raise ValueError(f"kind must be one of {', '.join(self.kinds[1:])}, or empty")
        with self._lock:
            self._set(
                kind,
                float(wish.get("percent", 100)),
                int(wish.get("seed", 0)),
                float(wish.get("seconds", 3)),
            )
        return self.as_dict()

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "percent": self.percent,
            "seed": self.seed,
            "seconds": self.seconds,
        }

    def strike(self) -> str:
        """The fault of this request, or "". The same seed gives the same sequence."""
        with self._lock:
            hit = self._luck.random() * 100 < self.percent
            return self.kind if hit else ""

    def be_slow(self) -> None:
        time.sleep(self.seconds)
