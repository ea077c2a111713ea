"""A letter written on one page, also without network: the same questions as the form's pages.

What a phone kept is judged here when it arrives, by the very forms of those pages.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.feedback.forms.intake import (
    JOINT,
    FilesForm,
    KindForm,
    PlaceForm,
    ServiceForm,
    StoryForm,
    WhoForm,
)
from kholboo.feedback.forms.person import OrganisationForm, form_for
from kholboo.feedback.queries.fields import Needs
from kholboo.feedback.rules import PersonKind

UNSURE = gettext_lazy("I am not sure")


class AloneForm(WhoForm):
    """Without network one writes alone: the others sign by a link, which needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = PersonKind.choices  # type: ignore[attr-defined]


class ChosenServiceForm(ServiceForm):
    """The services as one list, so that the page holds on a small screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
        known = self.fields["service"].choices[:-1]  # type: ignore[attr-defined]
        unsure = self.fields["service"].choices[-1][0]  # type: ignore[attr-defined]
        self.fields["service"].widget = forms.Select()
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("Choose")), (unsure, UNSURE), *known,
        ]  # fmt: skip


class YouForm(OrganisationForm):
    """One set of questions for a person and for who speaks for an organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        neutral = {
            "family_name": _("Father's or mother's name"),
            "given_name": _("Your name"),
            "position": _("Your position"),
        }
        for name, label in neutral.items():
            self.fields[name].label, self.fields[name].help_text = label, ""


def asked() -> dict[str, forms.Form]:
    """The empty forms of the page, by the part they stand in; each field has a name of its own."""
    return {
        "kind": KindForm(),
        "service": ChosenServiceForm(),
        "place": PlaceForm(),
        "story": StoryForm(),
        "files": FilesForm(),
        "who": AloneForm(),
        "you": YouForm(),
    }


def sentences(asked: Mapping[str, forms.Form]) -> dict[str, str]:
    """What a phone says itself when something is missing: our own sentences, by field."""
    told = {
        name: str(field.error_messages["required"])
        for form in asked.values()
        for name, field in form.fields.items()
    }
    told["position"] = _("Write your position. Example: director")
    told["family_name"] = _("Write your father's or mother's name.")
    told["given_name"] = _("Write your name.")
    told["text"] = _("Write what happened, or record a voice note.")
    told["reach"] = _("Write a phone number or an e-mail, so we can reach you.")
    return told


def refusals(answers: Mapping[str, str], needs: Needs, *, has_voice: bool) -> list[dict[str, str]]:
    """What stands against this letter, as pairs of field and sentence; empty when nothing does."""
    who = answers.get("who", "")
    judged: list[forms.Form] = [
        KindForm(answers),
        ChosenServiceForm(answers),
        PlaceForm(answers),
        StoryForm(answers, has_voice=has_voice),
        AloneForm(answers),
    ]
    if who in (PersonKind.PERSON, PersonKind.ORGANISATION):
        judged.append(form_for(who)(answers, needs=needs))
    if who == JOINT:
        return [{"field": "who", "message": _("Several people can only write with network.")}]
    return [
        {"field": name, "message": str(sentence)}
        for form in judged
        for name, told in form.errors.items()
        for sentence in told
    ]
