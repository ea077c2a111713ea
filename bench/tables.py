"""The tables that are filled, and the columns of their rows."""

from typing import Any

from django.apps import apps
from django.db.models import Field

# Every column of each table that we write, in the order of the rows; identity columns that are
# left out count by themselves. Our texts hold no tab, line end or backslash, so that they stand in
# COPY's text form as they are.
COLUMNS = {
    "feedback.Contact": (
        "case_id", "kind", "reply_by", "user_id", "wrapped_key", "sealed", "phone_hash",
        "email_hash", "name_hashes",
    ),
    "feedback.CaseEvent": (
        "case_id", "at", "kind", "is_public", "actor_id", "by_citizen", "text",
        "text_salt", "text_digest", "facts", "digest",
    ),
    "feedback.ClockInterval": (
        "case_id", "round", "is_running", "pause", "started_at", "ended_at", "reason", "actor_id",
    ),
    "feedback.Assignment": ("case_id", "handler_id", "unit_id", "by_id", "at"),
    "feedback.Answer": (
        "case_id", "round", "outcome", "text", "ground", "remedy", "author_id", "author_name",
        "author_post", "at", "was_late", "is_erased", "due_at",
    ),
    "feedback.Rating": (
        "case_id", "round", "solved", "score", "words", "at", "ease", "speed", "politeness",
    ),
    "audit.Entry": ("at", "actor_id", "actor_label", "action", "target", "facts"),
    # The case comes last: its number is taken as late as possible, and stands first.
    "feedback.Case": (
        "number", "id", "client_key", "client_digest", "sealed_secret", "kind", "channel",
        "service_id", "aimag_id", "office_id", "unit_id", "handler_id", "taken_by_id", "status",
        "outcome", "round", "text", "wish", "language", "form_version", "received_at",
        "clock_started_at", "rule_id", "due_on", "due_at", "answered_at", "is_sensitive",
        "erased_at", "escalated_at", "wrote_at", "unhappy_at", "is_appeal", "search_text",
    ),
}  # fmt: skip
LABELS = tuple(COLUMNS)
NULL = "\\N"  # as COPY says that there is nothing


def check_columns() -> None:
    """Refuse to fill a table that has a column this file does not know. Raises LookupError."""
    for label, known in COLUMNS.items():
        model = apps.get_model(label)
        fields = {field.column for field in model._meta.concrete_fields if _is_written(field)}
        if strange := fields ^ set(known) - {"id"}:
            raise LookupError(f"{label}: bench/tables.py does not fit, see {sorted(strange)}")


def _is_written(field: "Field[Any, Any]") -> bool:
    return not field.primary_key and not field.generated


def table_of(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)
