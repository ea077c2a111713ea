"""A trial as it is typed: what the applicant would answer, then one move after another."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.forms.form import Field, Kind
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.own_fields import OwnFields
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.trial import (
    MOST_DAYS,
    MOST_MOVES,
    MOST_SAMPLES,
    Move,
    asked_names,
)
from kholboo.eservices.queries.trial_words import Place
from kholboo.ui.widgets import DayField

LONGEST_STATE = 400_000
LONGEST_ANSWER = 200
NEAR = timedelta(days=366)


class AnswersForm(forms.Form):
    """Only what a table or a gateway asks for: the rest of the form changes no way."""

    start = DayField(label=_("Day of the application"))

    def __init__(self, read: Read, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = asked_names(read)
        top = {one.key: one for one in read.form.fields}
        for place, name in enumerate(self.names):
            found = _field_at(top, name[1:])
            if found is not None:
                self.fields[f"answer_{place}"] = _typed(found, language)

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        today = self.initial["start"]
        if not today - NEAR <= start <= today + NEAR:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return start

    def answers(self) -> dict[str, Any]:
        """Call after `is_valid`. A question inside a list is answered for one item."""
        found: dict[str, Any] = {}
        for place, name in enumerate(self.names):
            value = self.cleaned_data.get(f"answer_{place}")
            if value in (None, ""):
                continue
            if len(name) == 2:
                found[name[1]] = value
            else:
                found.setdefault(name[1], [{}])[0][name[2]] = value
        return found


class MoveForm(OwnFields):
    """What happens next at one place, with the fields the procedure gives the step there."""

    key = forms.CharField(max_length=400, required=False)
    outcome = forms.CharField(max_length=60, required=False)
    samples = forms.IntegerField(
        label=_("How many samples"),
        min_value=1,
        max_value=MOST_SAMPLES,
        required=False,
        initial=1,
    )
    days = forms.IntegerField(label=_("Days later"), min_value=0, max_value=MOST_DAYS, initial=1)

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        rule = place.rule if place else None
        super().__init__(*args, fields=rule.fields if rule else (), **kwargs)
        self._takes_samples = place is not None and place.takes_samples
        self._has_outcome = rule is not None
        if rule is not None:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("Outcome"),
                choices=[(one.key, one.words) for one in rule.outcomes],
                widget=forms.Select,
            )

    def shown(self) -> list[forms.BoundField]:
        """What stands in the row before the button."""
        names = [
            *(["outcome"] if self._has_outcome else []),
            *(["samples"] if self._takes_samples else []),
            "days",
        ]
        return [self[name] for name in names]

    def move(self) -> Move:
        """Call after `is_valid`."""
        given = self.cleaned_data
        own = self.understood.answers
        return Move(given["days"], given["key"], given["outcome"], given["samples"] or 1, own)


class PassingForm(forms.Form):
    days = forms.IntegerField(
        label=_("Nothing happens for so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
    )


def written(start: date, answers: Mapping[str, Any], moves: list[Move]) -> str:
    """What the page carries from one move to the next; it holds no secret and no right."""
    rows = [[move.days, move.key, move.outcome, move.samples, move.own] for move in moves]
    said = {"start": start.isoformat(), "answers": answers, "moves": rows}
    return json.dumps(said, ensure_ascii=False)


def read_back(text: str, today: date) -> tuple[date, dict[str, Any], list[Move]]:
    """Raises RuleBroken: the page carries it, so anybody can have written it."""
    try:
        said = json.loads(text[:LONGEST_STATE])
        # JSON spells halves of letters, which no page can show: a ValueError too.
        json.dumps(said, ensure_ascii=False).encode()
        start, answers = date.fromisoformat(said["start"]), dict(said["answers"])
        moves = [_move(row) for row in said["moves"]]
    except (ValueError, TypeError, KeyError, RecursionError) as reason:
        raise RuleBroken(_("This trial cannot be read. Begin a new one.")) from reason
    if len(moves) > MOST_MOVES or not today - NEAR <= start <= today + NEAR:
        raise RuleBroken(_("This trial cannot be read. Begin a new one."))
    return start, answers, moves


def _move(row: Any) -> Move:
    """What was written down is judged where it is used, by the fields of its step."""
    days, key, outcome, samples, own = row
    if not all(isinstance(one, str | int | float | None) for one in dict(own).values()):
        raise ValueError
    form = MoveForm({"days": days, "key": key, "outcome": outcome, "samples": samples})
    if not form.is_valid():
        raise ValueError
    return replace(form.move(), own=dict(own))


def _field_at(fields: Mapping[str, Field], path: tuple[str, ...]) -> Field | None:
    found = fields.get(path[0])
    for part in path[1:]:
        items = found.items if found else ()
        found = next((one for one in items if one.key == part), None)
    return found


def _typed(field: Field, language: str) -> forms.Field:
    label = say(field.label, language)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        choices = [(value, say(words, language)) for value, words in field.options]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if field.kind is Kind.BOOLEAN:
        return forms.BooleanField(label=label, required=False)
    if field.kind in (Kind.INTEGER, Kind.NUMBER):
        return forms.IntegerField(label=label, required=False)
    return forms.CharField(label=label, required=False, max_length=LONGEST_ANSWER)
