"""The certificate a procedure grants: of which kind, and from which answers each fact is taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.facts import FactRule
from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.granting import TEXT, rules_of, sources
from kholboo.registers.particulars import OF_KIND
from kholboo.registers.rules import Kind
from kholboo.ui.widgets import LongSelect

MOST_YEARS = 50
MOST_NAMES = 5  # of one fact, as `manifest.py` takes them
BOXES = 2  # shown at least, where more than one may stand together
HINTS: dict[str, Promise] = {
    "lines": _("Of a list: one line on the certificate for each of its rows."),
    "barcodes": _("Only a question that asks for the number under a barcode."),
    "number": _("Only a whole number whose smallest and largest are said."),
}


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Certificate it grants"),
        help_text=_("Its register and what stands on it follow from this."),
        choices=[("", _("none")), *Kind.choices],
        required=False,
        widget=forms.Select,
    )


@dataclass(frozen=True)
class FactRow:
    label: str | Promise
    hint: str | Promise
    is_needed: bool
    fields: list[forms.BoundField]


class CertificateForm(Seen):
    """Fields `years` and, for each fact, `title_<place>`, `standards_<place>`, `fact_<key>_<place>`."""

    years = forms.IntegerField(
        label=_("Years the certificate is valid"),
        help_text=_("Empty: it does not end."),
        min_value=1,
        max_value=MOST_YEARS,
        required=False,
    )

    def __init__(
        self, read: Read, grants: Mapping[str, Any], kind: str, *args: Any, **kwargs: Any
    ) -> None:
        """`grants` as the file has them, whatever is wrong with them; `kind` as it is asked for."""
        is_same = kind == grants.get("kind")
        years = grants.get("years") if is_same else None
        kwargs.setdefault("initial", {}).update(years=years)
        super().__init__(*args, **kwargs)
        self.kind, self.grants, self._read = kind, grants, read
        self._rows: list[tuple[str, str | Promise, FactRule]] = []
        if not kind:
            del self.fields["years"]
            return
        facts = grants.get("facts") if is_same else None
        kept = facts if isinstance(facts, dict) else {}
        self._add("title", _("Title of the certificate"), TEXT, grants.get("title"))
        self._add("standards", _("Standards it conforms to"), TEXT, grants.get("standards"))
        rules = rules_of(kind)
        for fact in OF_KIND[Kind(kind)]:
            self._add(f"fact_{fact.key}", fact.label, rules[fact.key], kept.get(fact.key))

    def rows(self) -> Iterator[FactRow]:
        for name, label, rule in self._rows:
            bound = [self[one] for one in self._boxes(name)]
            yield FactRow(label, HINTS.get(rule.kind, ""), rule.is_needed, bound)

    def refuse(self, problem: Problem) -> None:
        """Where it was chosen, by the words it was chosen by."""
        _root, _grants, *path = [*problem.element.split("/"), "", "", ""]
        name = f"fact_{path[1]}" if path[0] == "facts" else path[0]
        labels = {row: label for row, label, _rule in self._rows}
        if name not in labels:
            super().refuse(problem)
            return
        known = dict(self.fields[f"{name}_0"].choices)  # type: ignore[attr-defined]
        facts = dict(problem.facts)
        if "what" in facts:
            facts["what"] = known.get(facts["what"], labels[name])
        self.add_error(f"{name}_0", replace(problem, facts=tuple(facts.items())).message)

    def changes(self) -> dict[str, Any]:
        """What the manifest says from now on; call after `is_valid`."""
        if not self.kind:
            return {"grants": None}
        kept = {
            key: value
            for key, value in self.grants.items()
            if key not in ("kind", "years", "title", "standards", "facts")
        }
        chosen = {name: self._chosen(name) for name, _label, _rule in self._rows}
        facts = {
            name.removeprefix("fact_"): names
            for name, names in chosen.items()
            if names and name.startswith("fact_")
        }
        plain = {name: chosen[name] for name in ("title", "standards") if chosen[name]}
        years = self.cleaned_data["years"]
        said = {"kind": self.kind} | ({"years": years} if years else {})
        return {"grants": {**said, **kept, **plain, "facts": facts}}

    def _add(self, name: str, label: str | Promise, rule: FactRule, kept: Any) -> None:
        names: Sequence[str] = (
            [str(one) for one in kept][:MOST_NAMES] if isinstance(kept, list) else []
        )
        offered = sources(self._read, rule)
        known = dict(offered)
        strange = [(one, _("%(name)s (cannot stand here)") % {"name": one}) for one in names]
        choices = [("", "–"), *offered, *(one for one in strange if one[0] not in known)]
        is_single = rule.kind in ("number", "barcodes")
        boxes = max(len(names), 1 if is_single else min(max(BOXES, len(names) + 1), MOST_NAMES))
        for place in range(boxes):
            self.fields[f"{name}_{place}"] = forms.ChoiceField(
                label=_("And in brackets behind it") if place else _("Taken from"),
                choices=choices,
                initial=names[place] if place < len(names) else "",
                required=False,
                widget=LongSelect,
            )
        self._rows.append((name, label, rule))

    def _boxes(self, name: str) -> list[str]:
        found = (f"{name}_{place}" for place in range(MOST_NAMES))
        return [one for one in found if one in self.fields]

    def _chosen(self, name: str) -> list[str]:
        given = [self.cleaned_data[one] for one in self._boxes(name)]
        return [one for one in dict.fromkeys(given) if one]
