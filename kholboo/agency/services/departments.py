"""Local departments: an aimag has one or has not, and that may change."""

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.agency.hooks import DepartmentChanged, department_changed
from kholboo.agency.models import Aimag, Office
from kholboo.audit import services as audit


def office_of(aimag: Aimag, *, is_sample: bool) -> Office:
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
        },
    )
    return office


@transaction.atomic
def set_department(aimag: Aimag, *, has_department: bool, actor: User | None) -> Office:
    """Open or close the department of an aimag; its row, people and cases stay in both cases."""
    aimag = Aimag.objects.select_for_update().get(pk=aimag.pk)
    office = office_of(aimag, is_sample=False)
    if aimag.has_department != has_department:
        aimag.has_department = has_department
        aimag.save(update_fields=["has_department"])
        audit.record("agency.department_set", office, actor=actor, is_open=has_department)
        department_changed.ring(DepartmentChanged(office.pk, has_department))
    return office
