"""Which group of staff does what a role of the procedure does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.eservices.book import APPLICANT, said
from kholboo.eservices.forms.procedures import Seen, ShortName
from kholboo.eservices.rights import AT_WORK


@dataclass(frozen=True)
class RoleRow:
    """A role as the page shows it: what the group is called, and the steps it does."""

    key: str
    title: str
    steps: list[str]
    fields: list[forms.BoundField]


class RolesForm(Seen):
    """Fields `role_<key>` and, for a role that no step names, `gone_<key>`; then a new role.

    A group that steps name by itself stands in no map: given to another group it gets its place.
    """

    new_key = ShortName(
        label=_("Short name of a new role"),
        help_text=_("Small Latin letters, digits and _. Steps can name it then."),
        required=False,
    )
    new_role = forms.ChoiceField(label=_("Who does it"), required=False, widget=forms.Select)

    def __init__(self, manifest: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapped: Mapping[str, str] = manifest.get("roles", {})
        self._done: dict[str, list[str]] = {key: [] for key in self.mapped}
        for step in manifest["steps"].values():
            if step["role"] != APPLICANT or APPLICANT in self.mapped:
                self._done.setdefault(step["role"], []).append(said(step["title"]))
        for key, steps in self._done.items():
            ours = self.mapped.get(key, key)
            self.fields[f"role_{key}"] = forms.ChoiceField(
                label=_("Who does it"), choices=_groups(ours), initial=ours, widget=forms.Select
            )
            if not steps:
                self.fields[f"gone_{key}"] = forms.BooleanField(
                    label=_("Take this role away"), required=False
                )
        groups = [(role.value, role.label) for role in AT_WORK]
        self.fields["new_role"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]

    def rows(self) -> Iterator[RoleRow]:
        for key, steps in self._done.items():
            names = (f"role_{key}", f"gone_{key}")
            bound = [self[name] for name in names if name in self.fields]
            yield RoleRow(key, str(_words(self.mapped.get(key, key))), steps, bound)

    def new(self) -> list[forms.BoundField]:
        return [self["new_key"], self["new_role"]]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        key, ours = given.get("new_key"), given.get("new_role")
        if key and key in {*self._done, APPLICANT}:
            self.add_error("new_key", _("The procedure has this role already."))
        elif key and not ours and "new_role" not in self.errors:
            self.add_error("new_role", _("Choose who does the new role."))
        elif ours and not key and "new_key" not in self.errors:
            self.add_error("new_key", _("Give the new role a short name."))
        return given

    def typed(self) -> dict[str, str]:
        """Roles to write; call after `is_valid`."""
        given = self.cleaned_data
        found = {
            key: given[f"role_{key}"]
            for key in self._done
            if not given.get(f"gone_{key}") and (key in self.mapped or given[f"role_{key}"] != key)
        }
        return found | ({given["new_key"]: given["new_role"]} if given["new_key"] else {})


def _groups(ours: str) -> list[tuple[str, Any]]:
    """Those who work on applications, and whom the procedure names until now."""
    found: list[tuple[str, Any]] = [(role.value, role.label) for role in AT_WORK]
    if ours not in dict(found):
        found.append((ours, _words(ours)))
    return found


def _words(ours: str) -> Any:
    if ours == APPLICANT:
        return _("applicant")
    return Role(ours).label if ours in Role.values else ours
