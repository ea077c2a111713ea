"""The form of a draft as its builder shows it: pages, questions, and the answers conditions may ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.book import said
from kholboo.eservices.engine.forms.conditions import Condition
from kholboo.eservices.engine.forms.form import Form, Kind
from kholboo.eservices.engine.forms.personal import personal_keys
from kholboo.eservices.rewriting_conditions import Offer, token, tokens_of
from kholboo.eservices.rewriting_form import ALWAYS, Questions, questions_of

# Answers offered to conditions: of one question, and of all; a box of thousands helps nobody.
MOST_OF_ONE, MOST_OFFERS = 60, 600
LONGEST_OFFER = 60  # letters of a question's words in a condition
KINDS: dict[Kind, Promise] = {
    Kind.TEXT: _("in words"),
    Kind.INTEGER: _("a whole number"),
    Kind.NUMBER: _("a number"),
    Kind.DATE: _("a day"),
    Kind.CHOICE: _("one of several"),
    Kind.CHOICES: _("some of several"),
    Kind.BOOLEAN: _("a tick"),
    Kind.LIST: _("a list of things"),
}


@dataclass(frozen=True)
class Line:
    """One question on the page of the builder; `inner` are those of a list."""

    path: str
    words: str
    kind: Kind
    marks: tuple[str, ...]
    when: str
    is_sample: bool
    is_first: bool
    is_last: bool
    inner: tuple["Line", ...] = ()

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Leaf:
    """One page of the form."""

    key: str
    title: str
    hint: str
    when: str
    lines: tuple[Line, ...]
    has_documents: bool


def form_in(files: Mapping[str, str]) -> Questions | None:
    """None where the two files make no form: then only their text can be changed."""
    try:
        return questions_of(files)
    except RuleBroken:
        return None


def leaves_of(found: Questions) -> list[Leaf]:
    sealed = personal_keys(Form.of(found.schema, found.ui), is_person=False)
    words = {one.token: one.words for one in offers_in(found)}
    rows = _Rows(found, sealed, words)
    return [
        Leaf(
            key=page["key"],
            title=said(page["title"]),
            hint=said(page.get("hint")),
            when=_when(page.get("show_when"), words),
            lines=tuple(rows.line(key) for key in page.get("fields", ())),
            has_documents=bool(page.get("documents")),
        )
        for page in found.pages
    ]


def pages_for(found: Questions) -> list[tuple[str, str]]:
    """Where a question may stand: every page but one that only asks for papers."""
    return [(page["key"], said(page["title"])) for page in found.pages if not page.get("documents")]


def offers_before(found: Questions, path: str, *, page: str = "") -> list[Offer]:
    """Answers that stand before a question; of a page, before it; of a new question, all on its page."""
    if page:
        keys = [one["key"] for one in found.pages]
        before = {key for one in found.pages[: keys.index(page)] for key in one.get("fields", ())}
        return list(_offers(found, [one for one in found.paths() if one.split(".")[0] in before]))
    paths = list(found.paths())
    if path in paths:
        paths = paths[: paths.index(path)]
    # A list whose question this is, is not answered before it.
    above = path.rpartition(".")[0]
    return list(_offers(found, [one for one in paths if one != above]))


def offers_in_list(found: Questions, name: str) -> list[Offer]:
    """For a new question of a list: what stands before the list, and its other questions."""
    paths = list(found.paths())
    ends = [place for place, one in enumerate(paths) if one.split(".")[0] == name]
    return list(_offers(found, [one for one in paths[: ends[-1] + 1] if one != name]))


def offers_on(found: Questions, page: str) -> list[Offer]:
    """For a new question at the end of a page."""
    keys = [one["key"] for one in found.pages]
    before = {key for one in found.pages[: keys.index(page) + 1] for key in one.get("fields", ())}
    return list(_offers(found, [one for one in found.paths() if one.split(".")[0] in before]))


def offers_in(found: Questions) -> list[Offer]:
    return list(_offers(found, list(found.paths())))


def _offers(found: Questions, paths: Sequence[str]) -> Iterator[Offer]:
    """Each answer that can be chosen; of what has too many for a box, that it is answered at all."""
    count = 0
    for path in paths:
        label, options = _label(found, path), found.looks(path).get("options", {})
        count += len(options)
        if 0 < len(options) <= MOST_OF_ONE and count <= MOST_OFFERS:
            for value, words in options.items():
                yield Offer(token(path, value), f"{label}: {said(words)}")
        elif found.kind(path) is Kind.BOOLEAN:
            yield Offer(token(path, True), f"{label}: {gettext('yes')}")
            yield Offer(token(path, False), f"{label}: {gettext('no')}")
        else:
            yield Offer(token(path), gettext("%(question)s: is answered") % {"question": label})


def _label(found: Questions, path: str) -> str:
    above = path.rpartition(".")[0]
    words = said(found.looks(path)["label"])
    if above:
        words = f"{said(found.looks(above)['item'])}, {words}"
    return Truncator(words).chars(LONGEST_OFFER)


class _Rows:
    """Questions as lines of the page. `sealed`: keys of those kept so; `words`: of conditions."""

    def __init__(self, found: Questions, sealed: frozenset[str], words: Mapping[str, str]) -> None:
        self._found, self._sealed, self._words = found, sealed, words
        # Those among which each moves: of its list, or of the form. Once for all, not for each.
        self._rows: dict[str, list[str]] = {}
        for path in found.paths():
            self._rows.setdefault(path.rpartition(".")[0], []).append(path)

    def line(self, path: str) -> Line:
        looks: Mapping[str, Any] = self._found.looks(path)
        row = self._rows[path.rpartition(".")[0]]
        marks = [
            *([gettext("must be answered")] if self._found.need(path) == ALWAYS else []),
            *([gettext("filled in beforehand")] if looks.get("prefill") else []),
            *([gettext("kept sealed")] if path in self._sealed else []),
        ]
        return Line(
            path=path,
            words=said(looks["label"]),
            kind=self._found.kind(path),
            marks=tuple(marks),
            when=_when(looks.get("show_when"), self._words),
            is_sample=bool(looks.get("sample")),
            is_first=path == row[0],
            is_last=path == row[-1],
            inner=tuple(self.line(f"{path}.{key}") for key in looks.get("items", ())),
        )


def _when(condition: Condition | None, words: Mapping[str, str]) -> str:
    """In words, where the boxes of the builder can say it."""
    if condition is None:
        return ""
    tokens = tokens_of(condition)
    if tokens is None or not words.keys() >= set(tokens):
        return gettext("under a condition the file says")
    return pgettext("between conditions", " or ").join(words[one] for one in tokens)
