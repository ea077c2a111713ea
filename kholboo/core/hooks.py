"""Doorbells: a lower house rings, a higher house answers, and neither imports upward."""

from collections.abc import Callable
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


class Hook(Generic[Fact]):
    """One thing that can happen. Listeners run in order, inside the ringer's transaction.

    A listener that fails undoes the whole change, so listeners stay small: they write
    their own rows or schedule a job. Slow or fallible work belongs in the job.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._listeners: list[Callable[[Fact], None]] = []

    def listen(self, listener: Callable[[Fact], None]) -> Callable[[Fact], None]:
        if listener not in self._listeners:
            self._listeners.append(listener)
        return listener

    def ring(self, fact: Fact) -> None:
        for listener in self._listeners:
            listener(fact)
