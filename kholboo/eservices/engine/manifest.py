"""`procedure.json`: what a drawing cannot say. Typed here; words we do not know are left alone."""

import json
import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kholboo.eservices.engine.faults import TURNS, Problems
from kholboo.eservices.engine.forms.written import LARGEST_NUMBER

MOST_PROBLEMS = 100
_Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
_Name = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,39}){1,2}$")
]
_Names = Annotated[list[_Name], Field(min_length=1, max_length=5)]
_Limit = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
_Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s\x00-\x1f<>\"]{3,500}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class Words(_Part):
    mn: _Sentence
    en: _Sentence


class Named(_Part):
    key: _Key
    title: Words


class Outcome(Named):
    """`reason`: whoever chooses it says why, such as what a draft is sent back for."""

    reason: bool = False


class Days(_Part):
    """A term; `sample` marks one that no source confirms. How long one may be: `crosscheck.py`,
    which versions that were published before are not held to.
    """

    days: int = Field(ge=1)
    counting: Literal["working", "calendar"]
    sample: bool = False


class StepField(_Part):
    """What is written down at a step, beside its outcome.

    `least` and `most` of a number; `most` letters of a text. What is `personal` is kept sealed.
    """

    key: _Key
    title: Words
    type: Literal["text", "number", "integer", "boolean", "date", "choice"]
    choices: list[Named] = Field(default_factory=list, max_length=100)
    required: bool = False
    personal: bool = False
    least: _Limit | None = None
    most: _Limit | None = None


class StepRules(_Part):
    role: _Key
    kind: Literal["check", "assign", "sampling", "laboratory", "expert", "draft", "decide", "task"]
    title: Words
    term: Days | None = None
    outcomes: list[Outcome] = Field(min_length=1, max_length=20)
    fields: list[StepField] = Field(default_factory=list, max_length=50)
    checklist: list[Named] = Field(default_factory=list, max_length=100)
    not_same_as: list[_Id] = Field(default_factory=list, max_length=50)
    step_up: bool = False
    milestone: str = ""
    table: str = ""


class Law(_Part):
    title: Words
    url: _Link
    sample: bool = False


class Fee(_Part):
    table: _Id


_Ahead = Annotated[int, Field(ge=1, le=366)]


class Renewal(_Part):
    """When holders are reminded that a certificate ends, and what a renewal already knows.

    `days` before its last day. `number` and `valid_until` are the questions that take those of the
    certificate; `answers` are answers that follow from its being a renewal.
    """

    days: list[_Ahead] = Field(min_length=1, max_length=6)
    sample: bool = False
    number: _Key | None = None
    valid_until: _Key | None = None
    answers: dict[_Key, str | bool] = Field(default_factory=dict, max_length=20)

    @property
    def questions(self) -> list[str]:
        return [*filter(None, (self.number, self.valid_until)), *self.answers]


class Grants(_Part):
    """What a granted decision gives: the kind is a register's, which the engine does not know.

    `title`, `standards` and `facts` say which answers and results stand on the certificate, by the
    names that conditions use. Of several names those after the first stand in brackets behind it.
    """

    kind: _Key
    years: int | None = Field(default=None, ge=1, le=100)
    title: _Names | None = None
    standards: _Names | None = None
    facts: dict[_Key, _Names] = Field(default_factory=dict, max_length=40)


class Remedy(_Part):
    remedy: Words | None = None


class Kept(_Part):
    """For how many days a draft that nobody touches is kept."""

    days: int = Field(default=60, ge=1, le=3_660)


class Manifest(_Part):
    key: _Slug
    service: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
    title: Words
    about: Words | None = None
    requirements: list[Words] = Field(default_factory=list, max_length=50)
    legal_basis: list[Law] = Field(default_factory=list, max_length=50)
    roles: dict[_Key, str] = Field(default_factory=dict, max_length=30)
    steps: dict[_Id, StepRules] = Field(max_length=300)
    term: Days
    completion: Days | None = None
    fee: Fee | None = None
    milestones: list[Named] = Field(min_length=1, max_length=12)
    grants: Grants | None = None
    decision: Remedy | None = None
    drafts: Kept | None = None
    place: _Key | None = None
    renewal: Renewal | None = None
    objection_days: int = Field(default=0, ge=0, le=3_660)

    def role_of(self, step: str) -> str:
        """The role of our staff (or "applicant") that does a step."""
        role = self.steps[step].role
        return self.roles.get(role, role)


def read_json(source: bytes, file: str, problems: Problems) -> Any:
    """None when it cannot be read. A name that stands twice is refused: readers would differ."""
    if len(source) > 1024 * 1024:
        problems.add("file_large", file=file, most=1024)
        return None
    try:
        found = json.loads(
            source.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
        _check_signs(found, file, problems)
        return found
    except UnicodeDecodeError:
        problems.add("file_encoding", file=file)
    except _Twice as reason:
        problems.add("json_twice", str(reason)[:80], file)
    except (ValueError, RecursionError) as reason:
        problems.add("json_broken", file=file, line=getattr(reason, "lineno", 0))
    return None


class _Twice(Exception):
    """A name that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict[str, Any]()
    for name, value in pairs:
        if name in found:
            # Halves of letters, which JSON may spell, stand on no page.
            raise _Twice(name.encode(errors="replace").decode())
        found[name] = value
    return found


def _no_number(said: str) -> Any:
    raise ValueError(said)


def _check_signs(found: Any, file: str, problems: Problems) -> None:
    """JSON may spell what no database keeps: the sign of nothing, halves of letters, endless
    numbers. Raises ValueError. What turns text around is told where it stands.
    """
    parts = [("", found)]
    while parts:
        where, part = parts.pop()
        if isinstance(part, dict):
            parts += [(where, key) for key in part]
            parts += [(f"{where}/{key}"[:80], value) for key, value in part.items()]
        elif isinstance(part, list):
            parts += [(f"{where}/{place}"[:80], one) for place, one in enumerate(part)]
        elif isinstance(part, str) and "\x00" in part.encode().decode():
            raise ValueError("the sign of nothing")
        elif isinstance(part, str) and TURNS.search(part):
            problems.add("signs_turned", TURNS.sub("", where), file)
        elif isinstance(part, float) and not math.isfinite(part):
            raise ValueError("an endless number")


def read_manifest(said: Any, file: str, problems: Problems) -> Manifest | None:
    """None when a part of it is wrong; each part is told with its JSON pointer."""
    if not isinstance(said, Mapping):
        problems.add("not_an_object", "", file, found="")
        return None
    try:
        manifest = Manifest.model_validate(said)
    except ValidationError as reason:
        for each in reason.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]:
            where = "".join(f"/{str(part)[:60]}" for part in each["loc"])
            problems.add("manifest_part", where, file, what=each["msg"][:120])
        return None
    _check_once(manifest, file, problems)
    return manifest


def _check_once(manifest: Manifest, file: str, problems: Problems) -> None:
    lists = {"/milestones": [each.key for each in manifest.milestones]}
    for name, step in manifest.steps.items():
        lists[f"/steps/{name}/outcomes"] = [each.key for each in step.outcomes]
        lists[f"/steps/{name}/fields"] = [each.key for each in step.fields]
        lists[f"/steps/{name}/checklist"] = [each.key for each in step.checklist]
    for where, keys in lists.items():
        for key in {key for key in keys if keys.count(key) > 1}:
            problems.add("key_twice", where, file, what=key)
