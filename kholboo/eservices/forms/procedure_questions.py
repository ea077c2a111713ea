"""One question of the applicant's form as an administrator writes it, by the kind of its answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.form import Kind
from kholboo.eservices.forms.procedure_answers import OF_KIND, both, choices, tick
from kholboo.eservices.forms.procedure_conditions import WHEN, WhenForm, both_or_none
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.rewriting_asked import (
    LONGEST_LINE,
    first_of_list,
    looks_of,
    spec_of,
    typed_of,
)
from kholboo.eservices.rewriting_conditions import Offer
from kholboo.eservices.rewriting_form import ALWAYS, CONDITION, NEVER, Questions
from kholboo.eservices.rewriting_questions import Question

MOST_CHOICES = 100  # typed at once
PREFILLS = [
    ("", _("nothing: it is typed")),
    ("organisation.name", _("name of the organisation")),
    ("organisation.register", _("register of the organisation")),
    ("person.given_name", _("name of the person")),
    ("person.family_name", _("father's or mother's name of the person")),
    ("person.phone", _("phone of the person")),
    ("person.email", _("e-mail of the person")),
    ("membership.position", _("position of the person in the organisation")),
]
NEEDS = [
    (ALWAYS, _("must be answered when it is asked")),
    (NEVER, _("may be left empty")),
    (CONDITION, _("as the condition in the file says")),
]
SECTIONS: list[tuple[Promise, tuple[str, ...]]] = [
    (_("The new page"), ("title_mn", "title_en")),
    (
        _("What is asked"),
        ("label_mn", "label_en", "hint_mn", "hint_en", "item_mn", "item_en", "add_mn", "add_en"),
    ),
    (
        _("What may be answered"),
        ("choices_mn", "choices_en", "first_mn", "first_en", "format", "least", "most", "is_area",
         "widget", "width", "must_agree"),
    ),
    (_("When it is asked"), ("need", *WHEN, "page")),
    (_("What becomes of the answer"), ("prefill", "remember", "personal", "sample")),
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Which question the form is about. `path` is empty for a new one; `pages`: where it may stand."""

    questions: Questions
    kind: Kind
    offers: Sequence[Offer]
    path: str = ""
    is_inner: bool = False
    is_new_page: bool = False
    pages: Sequence[tuple[str, str]] = ()

    @property
    def is_other(self) -> bool:
        """New, or of another kind than it was."""
        return not self.path or self.questions.kind(self.path) is not self.kind


class QuestionForm(WhenForm):
    def __init__(self, asked: Asked, *args: Any, **kwargs: Any) -> None:
        self.asked = asked
        initial = kwargs.setdefault("initial", {})
        old = None
        if asked.path:
            initial.update(typed_of(asked.questions, asked.path))
            initial["page"] = asked.questions.page_of(asked.path)["key"]
            old = asked.questions.looks(asked.path).get("show_when")
        if asked.is_other:
            most = LONGEST_LINE if asked.kind is Kind.TEXT else None
            initial.update(least=None, most=most, format="", widget="radio", is_area=False)
            initial.setdefault("need", ALWAYS)
            initial.setdefault("width", "full")
        super().__init__(*args, **kwargs)
        for name, made in _fields(asked).items():
            self.fields[name] = made
        self.add_when(asked.offers, old)

    def sections(self) -> Iterator[tuple[Promise, list[forms.BoundField]]]:
        for title, names in SECTIONS:
            found = [self[name] for name in names if name in self.fields]
            if found:
                yield title, found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        both_or_none(self, given, "hint")
        if "choices_mn" in self.fields:
            self._clean_choices(given)
        least, most = given.get("least"), given.get("most")
        is_text = self.asked.kind is Kind.TEXT
        if is_text and not given.get("format") and not most and "most" not in self.errors:
            self.add_error("most", _("Say how many letters at most, or choose what it is."))
        elif least is not None and most is not None and least > most:
            self.add_error("least", _("This is more than the most."))
        return given

    def question(self) -> Question:
        """What is asked from now on; call after `is_valid`."""
        asked, given = self.asked, self.cleaned_data
        old = {} if asked.is_other else asked.questions.spec(asked.path)
        looks = looks_of(asked.kind, given, self.when(), is_other=asked.is_other)
        inner = dict([first_of_list(given)]) if "first_en" in given else {}
        return Question(spec_of(asked.kind, given, old), looks, self._need(), inner)

    def _need(self) -> str:
        asked = self.asked
        if asked.kind is not Kind.BOOLEAN:
            need: str = self.cleaned_data["need"]
            return need
        if self.cleaned_data["must_agree"]:
            return ALWAYS
        was_tick = not asked.is_other and "const" not in asked.questions.spec(asked.path)
        return asked.questions.need(asked.path) if was_tick else NEVER

    def _clean_choices(self, given: dict[str, Any]) -> None:
        lines = {
            name: [
                " ".join(line.split()) for line in given.get(name, "").splitlines() if line.strip()
            ]
            for name in ("choices_mn", "choices_en")
        }
        if len(lines["choices_mn"]) != len(lines["choices_en"]):
            self.add_error(
                "choices_en", _("Write each choice in both languages, in the same order.")
            )
        if len(lines["choices_mn"]) > MOST_CHOICES:
            self.add_error("choices_mn", _("%(most)s choices at most.") % {"most": MOST_CHOICES})
        given.update(lines)


def _fields(asked: Asked) -> dict[str, forms.Field]:
    found = both("label", _("The question in Mongolian"), _("The question in English"))
    if asked.is_new_page:
        found |= both(
            "title", _("Title of the page in Mongolian"), _("Title of the page in English")
        )
    hints = both("hint", _("Help under it, in Mongolian"), _("Help under it, in English"))
    for one in hints.values():
        one.required = False
    found |= {**hints, **OF_KIND[asked.kind]()}
    if asked.kind in (Kind.CHOICE, Kind.CHOICES) and asked.is_other:
        found |= choices()
    if asked.kind is Kind.LIST and not asked.path:
        found |= both(
            "first",
            _("First question of each, in Mongolian"),
            _("First question of each, in English"),
        )
    if asked.kind is not Kind.BOOLEAN:
        has_condition = asked.path and asked.questions.need(asked.path) == CONDITION
        needs = NEEDS if has_condition else NEEDS[:2]
        found["need"] = forms.ChoiceField(
            label=_("Must it be answered?"), choices=needs, widget=forms.RadioSelect
        )
    if asked.pages:
        found["page"] = forms.ChoiceField(
            label=_("Page it stands on"), choices=list(asked.pages), widget=forms.Select
        )
    return {**found, **_after(asked)}


def _after(asked: Asked) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if not asked.is_inner:
        if asked.kind is Kind.TEXT:
            found["prefill"] = forms.ChoiceField(
                label=_("Filled in beforehand with"), choices=PREFILLS, required=False,
                widget=forms.Select,
            )  # fmt: skip
        found["remember"] = tick(
            _("Offer the answer of the last application"), _("So that nobody types it twice.")
        )
    found["personal"] = tick(
        _("The answer tells who somebody is"),
        _(
            "It is kept sealed, and no way of the drawing may ask for it. Phones, e-mails, registers "
            "of people and what is filled in about a person are sealed in any case."
        ),
    )
    found["sample"] = tick(
        _("It carries the sample mark"), _("As long as no source confirms what is asked.")
    )
    return found


class MoveForm(Seen):
    """Which question or page goes up or down: `question:products.kind:up`."""

    move = forms.RegexField(r"^(question|page):[a-z][a-z0-9_.]{0,80}:(up|down)$", max_length=100)

    def asked(self) -> tuple[str, str, int]:
        """What it is, its key, -1 or 1; call after `is_valid`."""
        what, key, way = self.cleaned_data["move"].split(":")
        return what, key, -1 if way == "up" else 1
