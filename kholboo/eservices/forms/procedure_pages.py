"""One page of the applicant's form: its title, its help, when it is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.shapes import LONGEST_WORDS
from kholboo.eservices.forms.procedure_conditions import WhenForm, both_or_none
from kholboo.eservices.forms.procedures import Line
from kholboo.eservices.rewriting_conditions import Offer


class FormPageForm(WhenForm):
    title_mn = Line(label=_("Title of the page in Mongolian"), max_length=LONGEST_WORDS)
    title_en = Line(label=_("Title of the page in English"), max_length=LONGEST_WORDS)
    hint_mn = Line(label=_("Help under it, in Mongolian"), max_length=LONGEST_WORDS, required=False)
    hint_en = Line(label=_("Help under it, in English"), max_length=LONGEST_WORDS, required=False)

    def __init__(
        self, page: Mapping[str, Any], offers: Sequence[Offer], *args: Any, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {}).update(
            {
                f"{name}_{language}": (page.get(name) or {}).get(language, "")
                for name in ("title", "hint")
                for language in ("mn", "en")
            }
        )
        super().__init__(*args, **kwargs)
        self.add_when(offers, page.get("show_when"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        both_or_none(self, given, "hint")
        return given

    def looks(self) -> dict[str, Any]:
        """What the page says from now on; a part that is None goes. Call after `is_valid`."""
        given = self.cleaned_data
        hint = {language: given[f"hint_{language}"] for language in ("mn", "en")}
        return {
            "title": {language: given[f"title_{language}"] for language in ("mn", "en")},
            "hint": hint if given["hint_mn"] else None,
            "show_when": self.when(),
        }
