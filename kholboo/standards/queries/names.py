"""What history calls the things of this house."""

from collections.abc import Collection

from kholboo.standards.models import CatalogueFile, Edition, Proposal


def names_of_editions(keys: Collection[str]) -> dict[str, str]:
    rows = Edition.objects.filter(pk__in=keys).select_related("work")
    return {str(row.pk): row.designation for row in rows}


def names_of_proposals(keys: Collection[str]) -> dict[str, str]:
    rows = Proposal.objects.filter(pk__in=keys).select_related("edition__work")
    return {str(row.pk): row.designation for row in rows}


def names_of_files(keys: Collection[str]) -> dict[str, str]:
    return {str(row.pk): row.name for row in CatalogueFile.objects.filter(pk__in=keys)}
