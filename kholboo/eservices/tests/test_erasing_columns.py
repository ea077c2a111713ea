"""No column that can carry an applicant's words is forgotten: it is wiped, or named with its reason."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

HOUSES = ("eservices", "payments")
CAN_CARRY = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)

# Taken away by services/wiping.py, or with their row.
WIPED = {
    "Application": {"answers"},
    "Applicant": {"wrapped_key", "sealed", "answers"},
    "Completion": {"text", "before", "after", "sealed_before", "sealed_after"},
    "Pause": {"reason"},
    "Event": {"text"},
    "Conflict": {"words"},
    "Decision": {"ground", "remedy"},
    "Step": {"result"},
    "Draft": {"sealed_answers"},
    "Invoice": {"payer_key", "payer"},
}
# What may stay: nobody's words, the agency's own, or what the law makes public.
STAYS = {
    "Application": {
        "number": "counted and reported",
        "language": "mn or en",
        "bound": "what our own tables said",
        "carried": "days and ids of the version it was moved from",
    },
    "TransferCase": {"reasons": "codes, and names of the drawing"},
    "ApplicationFile": {"kind": "a key of the procedure; the row goes with its paper"},
    "Completion": {"fields": "keys of the form", "documents": "keys of the procedure"},
    "Event": {"facts": "plain values only, held by what each service writes"},
    "Decision": {"number": "counted and reported", "rule": "of our own table"},
    "DraftFile": {"kind": "a key of the procedure; the row goes with its paper"},
    "Erasure": {"number": "the ledger itself"},
    "Sample": {"mark": "of the sample", "what": "a product", "batch": "of the product"},
    "Measurement": {"what": "was measured", "unit": "of measure", "clause": "of a standard"},
    "Step": {"scope": "of the drawing", "node": "of the drawing", "role": "a word of our own"},
    "StepTimer": {"timer": "of the drawing"},
    "Invoiced": {"address": "128 random bits"},
    "Invoice": {
        "public_id": "128 random bits",
        "number": "the agency's accounts",
        "purpose": "a word of our own",
        "reference": "the number of an application",
        "void_reason": "of our officer",
    },
}
# Tables that hold nothing an applicant said: procedures, and money as its sources tell it. What
# the public register says of holders everybody may read (decision 33).
OURS = {
    "Procedure", "ProcedureVersion", "VersionChange", "Transfer",
    "InvoiceLine", "BankAccount", "Attempt", "Receipt", "Refund", "Settlement", "Statement", "StatementRow",
}  # fmt: skip


def columns():
    for house in HOUSES:
        for model in apps.get_app_config(house).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, CAN_CARRY) and not field.choices:
                    yield model.__name__, field.name


@pytest.mark.parametrize(("model", "column"), sorted(columns()))
def test_every_column_is_wiped_or_has_a_reason_to_stay(model, column):
    known = WIPED.get(model, set()) | STAYS.get(model, {}).keys()

    assert model in OURS or column in known, (
        f"{model}.{column} can carry words: wipe it in services/wiping.py and name it here"
    )


def test_the_list_names_nothing_that_is_gone():
    there = set(columns())
    named = {(model, column) for model, names in WIPED.items() for column in names}
    named |= {(model, column) for model, names in STAYS.items() for column in names}

    assert named - there == set()
    assert OURS - {model for model, _column in there} == set()
