"""Roles of the staff, and which permission each house gives to which role.

A role is held through a post (`agency.Post`), bound to an office and perhaps a unit. Houses
above declare their permissions with `grant` when they start; accounts knows no house.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OPERATOR = "operator", _("operator")
    OFFICER = "officer", _("officer")
    UNIT_HEAD = "unit_head", _("unit head")
    OFFICE_HEAD = "office_head", _("office head")
    AGENCY_HEAD = "agency_head", _("agency head")
    AUDITOR = "auditor", _("auditor")
    EDITOR = "editor", _("editor")
    CATALOGUER = "cataloguer", _("catalogue officer")
    CATALOGUE_HEAD = "catalogue_head", _("head of the catalogue")
    LABORATORY = "laboratory", _("laboratory officer")
    EXPERT = "expert", _("expert")
    CASHIER = "cashier", _("cashier")
    ADMINISTRATOR = "administrator", _("administrator")


_granted: dict[str, frozenset[Role]] = {}


def grant(permission: str, *roles: Role) -> None:
    """Say once, at start, which roles hold `permission` ("house.verb_noun")."""
    _granted[permission] = frozenset(roles)


def roles_with(permission: str) -> frozenset[Role]:
    """Roles that hold `permission`; nobody holds one that was never granted."""
    return _granted.get(permission, frozenset())


def is_granted_anywhere(permission: str) -> bool:
    return permission in _granted
