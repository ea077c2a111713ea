"""When something of a form is asked, chosen among the answers that stand before it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.conditions import Condition
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.rewriting_conditions import KEPT, MOST, Offer, condition_of, tokens_of
from kholboo.ui.widgets import LongSelect

WHEN = tuple(f"when_{place}" for place in range(MOST))


class WhenForm(Seen):
    """Fields `when_0` … : another answer, or one of several. None of them: it is always asked."""

    def add_when(self, offers: Sequence[Offer], old: Condition | None) -> None:
        self._old = old
        known = {one.token for one in offers}
        tokens = tokens_of(old)
        is_kept = tokens is None or not known.issuperset(tokens)
        told = [] if is_kept or tokens is None else tokens
        listed = [(one.token, one.words) for one in offers]
        kept = [(KEPT, _("as the condition in the file says"))] if is_kept else []
        if not (offers or kept):
            return
        for place, name in enumerate(WHEN):
            nothing = ("", _("always") if place == 0 else "–")
            initial = told[place] if place < len(told) else KEPT if is_kept and place == 0 else ""
            self.fields[name] = forms.ChoiceField(
                label=_("It is asked when") if place == 0 else _("or when"),
                choices=[nothing, *(kept if place == 0 else ()), *listed],
                widget=LongSelect,
                required=False,
                initial=initial,
            )

    def when(self) -> Condition | None:
        """Call after `is_valid`."""
        given: dict[str, Any] = self.cleaned_data
        chosen = [given[name] for name in WHEN if given.get(name)]
        if WHEN[0] not in self.fields or KEPT in chosen or chosen == tokens_of(self._old):
            return self._old
        return condition_of(chosen)


def both_or_none(form: forms.Form, given: dict[str, Any], name: str) -> None:
    said = [given.get(f"{name}_{language}", "") for language in ("mn", "en")]
    if any(said) and not all(said):
        form.add_error(f"{name}_{'mn' if said[1] else 'en'}", _("Write it in both languages."))
