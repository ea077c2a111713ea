"""Naming whom a case is about: shape only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.feedback.queries.subjects import of_ours


class SubjectsForm(forms.Form):
    """`met` are words of the citizen that may mean somebody; nobody is ticked because of them."""

    people = forms.TypedMultipleChoiceField(
        label=_("Whom does the case complain of?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    other = forms.EmailField(
        label=_("Somebody of another office"),
        help_text=_("The work e-mail of the person."),
        max_length=254,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[User],
        named: Sequence[User],
        met: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["people"] = [person.pk for person in named]
        self.known = {person.pk: person for person in [*people, *named]}
        # Whom the text may name stands first.
        order = sorted(self.known.values(), key=lambda person: person.pk not in met)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (person.pk, _label(person, met.get(person.pk, ""))) for person in order
        ]

    def clean_other(self) -> User | None:
        typed = self.cleaned_data["other"]
        if not typed:
            return None
        person = of_ours(typed)
        if person is None:
            raise forms.ValidationError(_("Nobody of ours has this e-mail address."))
        return person

    @property
    def chosen(self) -> list[User]:
        ticked = [self.known[key] for key in self.cleaned_data["people"]]
        other = self.cleaned_data["other"]
        return [*ticked, other] if other else ticked


def _label(person: User, word: str) -> Any:
    if not word:
        return person.short_name
    said = _("the text says “%(word)s”") % {"word": word}
    return format_lazy("{} · {}", person.short_name, said)
