"""What is asked before applications are moved: between which versions, and what became of steps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.forms.procedures import Line
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries.transfers import OldStep
from kholboo.eservices.services.transfers import LONGEST_ORDER


class VersionsForm(forms.Form):
    before = forms.TypedChoiceField(label=_("From version"), coerce=int, widget=forms.Select)
    after = forms.TypedChoiceField(label=_("To version"), coerce=int, widget=forms.Select)

    def __init__(
        self,
        versions: Iterable[ProcedureVersion],
        running: dict[int, int],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        found = list(versions)
        before = [(one.number, _with_count(one, running.get(one.pk, 0))) for one in found]
        self.fields["before"].choices = before  # type: ignore[attr-defined]
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            (one.number, _named(one)) for one in found
        ][::-1]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("before") is not None and given.get("before") == given.get("after"):
            self.add_error("after", _("Choose another version to move to."))
        return given


class MapForm(forms.Form):
    """A field `node_<place>` for each step of the old version, then the number of the order."""

    order_number = Line(
        label=_("Number of the order of the agency's head"),
        help_text=_("Needed only to ask for approval. For example А/12."),
        max_length=LONGEST_ORDER,
        required=False,
    )

    def __init__(self, steps: list[OldStep], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        for place, step in enumerate(steps):
            self.fields[f"node_{place}"] = forms.ChoiceField(
                label=step.title,
                choices=[("", _("no such step there")), *step.choices],
                initial=step.proposed,
                required=False,
                widget=forms.Select,
            )
        self.order_fields([*(f"node_{place}" for place in range(len(steps))), "order_number"])

    def open_ones(self) -> list[forms.BoundField]:
        """Steps for which nothing could be proposed, or something else was chosen."""
        return [self[name] for name, step in self._named() if self[name].value() != step.node]

    def kept_ones(self) -> list[forms.BoundField]:
        return [self[name] for name, step in self._named() if self[name].value() == step.node]

    def nodes(self) -> dict[str, str]:
        """Only what was chosen to differ; call after `is_valid`, or get what is proposed."""
        given = self.cleaned_data if self.is_bound else {}
        chosen = {step.node: given.get(name, step.proposed) for name, step in self._named()}
        return {old: new for old, new in chosen.items() if new and new != old}

    def _named(self) -> list[tuple[str, OldStep]]:
        return [(f"node_{place}", step) for place, step in enumerate(self.steps)]


def _named(version: ProcedureVersion) -> str:
    return gettext("Version %(number)s") % {"number": version.number}


def _with_count(version: ProcedureVersion, count: int) -> str:
    words = {"number": version.number, "count": count}
    return gettext("Version %(number)s, running applications: %(count)s") % words
