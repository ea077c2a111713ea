"""What things of payments are called in history."""

from collections.abc import Collection, Mapping

from kholboo.payments.models import Invoice


def names_of_invoices(keys: Collection[str]) -> Mapping[str, str]:
    rows = Invoice.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(key): number for key, number in rows.values_list("pk", "number")}
