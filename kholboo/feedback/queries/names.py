"""What history calls the things of this house: one question for all keys of a page."""

from collections.abc import Collection

from kholboo.core.formats.days import day_short
from kholboo.feedback.models import (
    AnswerTemplate,
    Case,
    CompetentBody,
    EscalationRung,
    Exclusion,
    FieldRule,
    RetentionRule,
    SentReport,
    TermRule,
)


def numbers_of_cases(keys: Collection[str]) -> dict[str, str]:
    rows = Case.objects.filter(pk__in=_numbers(keys)).values_list("pk", "number")
    return {str(pk): number for pk, number in rows}


def titles_of_templates(keys: Collection[str]) -> dict[str, str]:
    return {str(row.pk): row.title for row in AnswerTemplate.objects.filter(pk__in=_numbers(keys))}


def names_of_reports(keys: Collection[str]) -> dict[str, str]:
    """The days a report covers."""
    rows = SentReport.objects.filter(pk__in=_numbers(keys))
    return {str(row.pk): f"{day_short(row.since)} – {day_short(row.until)}" for row in rows}


def names_of_bodies(keys: Collection[str]) -> dict[str, str]:
    return {str(row.pk): row.name for row in CompetentBody.objects.filter(pk__in=_numbers(keys))}


def titles_of_matters(keys: Collection[str]) -> dict[str, str]:
    return {str(row.pk): row.title for row in Exclusion.objects.filter(pk__in=_numbers(keys))}


def names_of_rules(keys: Collection[str]) -> dict[str, str]:
    """The kind a term is for, and its first day."""
    rows = TermRule.objects.filter(pk__in=_numbers(keys))
    return {str(row.pk): f"{row.get_kind_display()}, {day_short(row.valid_from)}" for row in rows}


def names_of_retention(keys: Collection[str]) -> dict[str, str]:
    rows = RetentionRule.objects.filter(pk__in=_numbers(keys))
    return {str(row.pk): f"{row.get_kind_display()}, {day_short(row.valid_from)}" for row in rows}


def names_of_rungs(keys: Collection[str]) -> dict[str, str]:
    """What is told when, as the ladder is read."""
    return {str(row.pk): str(row) for row in EscalationRung.objects.filter(pk__in=_numbers(keys))}


def names_of_fields(keys: Collection[str]) -> dict[str, str]:
    """Of whom something is asked, and from which day."""
    rows = FieldRule.objects.filter(pk__in=_numbers(keys))
    return {str(row.pk): f"{row.get_person_display()}, {day_short(row.valid_from)}" for row in rows}


def _numbers(keys: Collection[str]) -> list[str]:
    return [key for key in keys if key.isdecimal()]
