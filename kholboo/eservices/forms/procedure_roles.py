"""Which group of staff does what a role of the procedure does."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.eservices.book import APPLICANT, said
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.rights import AT_WORK


class RolesForm(Seen):
    """Fields `role_<key>` and, for a role that no step names, `gone_<key>`."""

    def __init__(self, manifest: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles: Mapping[str, str] = manifest.get("roles", {})
        steps = manifest["steps"].values()
        self._done = {
            key: [said(step["title"]) for step in steps if step["role"] == key]
            for key in self.roles
        }
        for key, ours in self.roles.items():
            self.fields[f"role_{key}"] = forms.ChoiceField(
                label=_("Who does it"), choices=_groups(ours), initial=ours, widget=forms.Select
            )
            if not self._done[key]:
                self.fields[f"gone_{key}"] = forms.BooleanField(
                    label=_("Take this role away"), required=False
                )

    def rows(self) -> Iterator[tuple[str, list[str], list[forms.BoundField]]]:
        """For the page: the role as the procedure calls it, its steps, its fields."""
        for key in self.roles:
            names = (f"role_{key}", f"gone_{key}")
            yield key, self._done[key], [self[name] for name in names if name in self.fields]

    def typed(self) -> dict[str, str]:
        """Roles to write; call after `is_valid`."""
        given = self.cleaned_data
        return {key: given[f"role_{key}"] for key in self.roles if not given.get(f"gone_{key}")}


def _groups(ours: str) -> list[tuple[str, Any]]:
    """Those who work on applications, and whom the procedure names until now."""
    found: list[tuple[str, Any]] = [(role.value, role.label) for role in AT_WORK]
    if ours == APPLICANT:
        found.append((APPLICANT, _("applicant")))
    elif ours not in dict(found):
        found.append((ours, Role(ours).label if ours in Role.values else ours))
    return found
