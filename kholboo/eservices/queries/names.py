"""What things of this house are called in history."""

from collections.abc import Collection

from kholboo.eservices.models import Application, ProcedureVersion, Transfer


def numbers_of_applications(keys: Collection[str]) -> dict[str, str]:
    rows = Application.objects.filter(pk__in=_numbers(keys)).values_list("pk", "number")
    return {str(key): number for key, number in rows}


def names_of_versions(keys: Collection[str]) -> dict[str, str]:
    rows = ProcedureVersion.objects.filter(pk__in=_numbers(keys)).select_related("procedure")
    return {str(row.pk): f"{row.procedure.name} {row.number}" for row in rows}


def names_of_transfers(keys: Collection[str]) -> dict[str, str]:
    rows = Transfer.objects.filter(pk__in=_numbers(keys)).select_related(
        "before__procedure", "after"
    )
    return {
        str(row.pk): f"{row.before.procedure.name} {row.before.number} → {row.after.number}"
        for row in rows
    }


def _numbers(keys: Collection[str]) -> list[str]:
    return [key for key in keys if key.isdecimal()]
