"""Local departments: an aimag has one or has not, and that may change; and how one reaches them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.hooks import DepartmentChanged, department_changed
from kholboo.agency.models import Aimag, Office
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken


def office_of(
    aimag: Aimag, *, is_sample: bool, contacts: Mapping[str, str] | None = None
) -> Office:
    """The department of this aimag, named after it; made when there was never one."""
    office, _is_new = Office.objects.get_or_create(
        aimag=aimag,
        defaults={
            "name_mn": f"{aimag.name_mn} аймгийн Стандарт, хэмжил зүйн хэлтэс",
            "name_en": f"{aimag.name_en} aimag Department of Standards and Metrology",
            "slug": aimag.slug,
            "time_zone": aimag.time_zone,
            "sort_key": aimag.sort_key,
            "is_sample": is_sample,
            **(contacts or {}),
        },
    )
    return office


@transaction.atomic
def set_department(aimag: Aimag, *, has_department: bool, actor: User | None) -> Office:
    """Open or close the department of an aimag; its row, people and cases stay in both cases."""
    aimag = Aimag.objects.select_for_update().get(pk=aimag.pk)
    if aimag.is_capital:
        raise RuleBroken(_("The capital has the head office and no department."))
    office = office_of(aimag, is_sample=False)
    if aimag.has_department != has_department:
        aimag.has_department = has_department
        aimag.save(update_fields=["has_department"])
        audit.record("agency.department_set", office, actor=actor, is_open=has_department)
        department_changed.ring(DepartmentChanged(office.pk, has_department))
    return office


@dataclass(frozen=True)
class Contacts:
    """How one reaches an office; all of it may be empty."""

    phone: str
    email: str
    address_mn: str
    address_en: str


@transaction.atomic
def set_contacts(office: Office, contacts: Contacts, *, actor: User) -> None:
    """Pages, letters and the public list of offices say it from now on.

    Raises RuleBroken (field `address_mn` or `address_en`) for an address in one language only.
    """
    if bool(contacts.address_mn) != bool(contacts.address_en):
        missing = "address_en" if contacts.address_mn else "address_mn"
        raise RuleBroken(_("Write the address in both languages."), field=missing)
    row = Office.objects.select_for_update().get(pk=office.pk)
    said = asdict(contacts)
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, said[name])
    row.save(update_fields=changed)
    audit.record("agency.contacts_set", row, actor=actor, fields=changed)
