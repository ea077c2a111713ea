"""What can be wrong with a procedure, each with a code for machines and a sentence for people."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kholboo.eservices.engine.marking import as_drawn, put
from kholboo.eservices.engine.sentences import SENTENCES

# Signs that show the text behind them in another order: a reviewer would read what does not stand
# there (Unicode, Bidirectional_Control).
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Problem:
    """`element` is the id of what is wrong as the drawing program shows it; `facts` fill the
    sentence."""

    code: str
    element: str = ""
    file: str = ""
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in the language active now; Mongolian words out of a table are marked."""
        sentence: str | Promise = SENTENCES.get(self.code, self.code)
        facts = {
            name: said if isinstance(said, int) else as_drawn(str(said))
            for name, said in self.facts
        }
        return put(str(sentence), facts)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "element": self.element,
            "file": self.file,
            "facts": {name: str(said) for name, said in self.facts},
        }

    def __str__(self) -> str:
        return f"{self.file}: {self.element}: {self.message}"


class Unpublishable(Exception):
    """All that is wrong with a procedure at once, so that who draws it puts it right once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.file}:{each.element}:{each.code}" for each in problems))
        self.problems = problems


MOST_TOLD = 300  # who drew that many begins anew anyway


class Problems:
    """Collects, each once, and no more than anybody would read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    @property
    def is_full(self) -> bool:
        return len(self.found) >= MOST_TOLD

    def add(self, code: str, element: str = "", file: str = "", **facts: Any) -> None:
        problem = Problem(code, element, file, tuple(sorted(facts.items())))
        if not self.is_full and problem not in self.found:
            self.found.append(problem)

    def stop_if_any(self) -> None:
        if self.found:
            raise Unpublishable(tuple(self.found))
