"""What a procedure says of itself as a whole: name, terms, fee, objection."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.book import COMPLETION
from kholboo.eservices.engine.decisions import Binds, Table
from kholboo.eservices.engine.graph import LONGEST_TERM
from kholboo.eservices.forms.procedures import COUNTING, Line, TermFields

LONGEST_WORDS = 1_000


class Sentence(Line):
    """Too long for one line of a phone: the whole of it is seen while it is written."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_WORDS, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "rows": 3}


class AboutForm(TermFields):
    title_mn = Line(label=_("Name in Mongolian"))
    title_en = Line(label=_("Name in English"))
    about_mn = Sentence(label=_("In a sentence, in Mongolian"))
    about_en = Sentence(label=_("In a sentence, in English"))
    completion_days = forms.IntegerField(
        label=_("Days to complete the papers"), min_value=1, max_value=LONGEST_TERM
    )
    completion_counting = forms.ChoiceField(
        label=_("Which days are counted then"), choices=COUNTING, widget=forms.RadioSelect
    )
    fee = forms.ChoiceField(
        label=_("Table that gives the fee"),
        help_text=_("Its rows are changed on the page of the table."),
        required=False,
        widget=forms.Select,
    )
    objection_days = forms.IntegerField(
        label=_("Days in which the decision can be objected to"), min_value=0, max_value=3_660
    )
    remedy_mn = Sentence(label=_("What one can do against a refusal, in Mongolian"))
    remedy_en = Sentence(label=_("What one can do against a refusal, in English"))
    field_order = [
        *("title_mn", "title_en", "about_mn", "about_en", "days", "counting", "is_confirmed"),
        *("completion_days", "completion_counting", "fee", "objection_days"),
        *("remedy_mn", "remedy_en", "seen"),
    ]

    def __init__(
        self, manifest: Mapping[str, Any], tables: Mapping[str, Table], *args: Any, **kwargs: Any
    ) -> None:
        self.manifest = manifest
        kwargs.setdefault("initial", {}).update(_as_typed(manifest))
        super().__init__(*args, **kwargs)
        self.fields["days"].required = True
        fees = [(key, table.name) for key, table in tables.items() if _gives_fee(table)]
        self.fields["fee"].choices = [("", _("no fee")), *fees]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What the manifest says from now on; a part that is None goes. Call after `is_valid`."""
        given = self.cleaned_data
        return {
            "title": _both(given, "title"),
            "about": _both(given, "about"),
            "term": self.term(),
            "completion": {
                **_kept(self.manifest, "completion"),
                "days": given["completion_days"],
                "counting": given["completion_counting"],
            },
            "fee": {**_kept(self.manifest, "fee"), "table": given["fee"]} if given["fee"] else None,
            "objection_days": given["objection_days"],
            "decision": {**_kept(self.manifest, "decision"), "remedy": _both(given, "remedy")},
        }


def _gives_fee(table: Table) -> bool:
    names = {output.name for output in table.outputs}
    return table.binds is Binds.SUBMISSION and "amount" in names


def _as_typed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    term = manifest["term"]
    completion = manifest.get("completion") or COMPLETION
    about = manifest.get("about") or {}
    remedy = _kept(manifest, "decision").get("remedy") or {}
    return {
        **{f"title_{language}": manifest["title"][language] for language in ("mn", "en")},
        **{f"about_{language}": about.get(language, "") for language in ("mn", "en")},
        **{f"remedy_{language}": remedy.get(language, "") for language in ("mn", "en")},
        "days": term["days"],
        "counting": term["counting"],
        "is_confirmed": not term.get("sample"),
        "completion_days": completion["days"],
        "completion_counting": completion["counting"],
        "fee": _kept(manifest, "fee").get("table", ""),
        "objection_days": manifest.get("objection_days", 0),
    }


def _both(given: Mapping[str, Any], name: str) -> dict[str, str]:
    return {language: given[f"{name}_{language}"] for language in ("mn", "en")}


def _kept(manifest: Mapping[str, Any], name: str) -> dict[str, Any]:
    return dict(manifest.get(name) or {})
