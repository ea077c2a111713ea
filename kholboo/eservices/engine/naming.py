"""What conditions and tables may name, and the data they are asked of.

form.<field>        an answer of the applicant
<step>.<field>      what a step said; a list when the step is repeated
<step>.outcome      how it ended
outcome             how the step ended that was done last
<table>.<output>    what a table gave that binds at submission
"""

from collections.abc import Mapping
from typing import Any

Data = Mapping[str, Any]
FORM = "form"
OUTCOME = "outcome"


def gather(
    answers: Data, results: Mapping[str, Data | list[Data]], last: Data | None = None
) -> dict[str, Any]:
    """The data of a case: `results` by step (and table), `last` of the step just done."""
    return {**results, FORM: answers, OUTCOME: (last or {}).get(OUTCOME)}


def value_of(path: list[str], data: Data) -> Any:
    """What stands at the end of the path; None when it is not there, a list through a list."""
    found: Any = data
    for part in path:
        found = _part(found, part)
    return found


def _part(found: Any, part: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(part)
    if isinstance(found, list):
        return [each.get(part) for each in found if isinstance(each, Mapping)]
    return None
