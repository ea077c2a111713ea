"""Everything that hangs on an application, in this house and in its neighbours'."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet

from kholboo.audit.models import Entry
from kholboo.documents.models import Document
from kholboo.eservices.models import (
    Applicant,
    Application,
    ApplicationFile,
    Completion,
    Conflict,
    Decision,
    Event,
    Invoiced,
    Measurement,
    Pause,
    ProcedureVersion,
    Sample,
    Step,
    StepTimer,
)
from kholboo.payments.models import Invoice, InvoiceLine, Settlement
from kholboo.registers.models import Certificate, Conformity
from kholboo.registers.models import Event as Told
from kholboo.standards.models import Edition

Model = type[models.Model]
COPIED: tuple[Model, ...] = (
    Application, Applicant, Document, ApplicationFile, Completion, Pause, Step, StepTimer, Event,
    Conflict, Sample, Measurement, Decision, Invoice, InvoiceLine, Settlement, Invoiced,
    Certificate, Conformity, Told, Entry,
)  # fmt: skip
# Rows of these are pointed at, so their keys are taken before they are written.
POINTED_AT: tuple[Model, ...] = (Application, Step, Sample, Invoice, Certificate)
# What every copy shares with the lived one.
THE_SAME: tuple[Model, ...] = (ProcedureVersion, Edition)
# Columns whose values are made anew for each copy, because they are sealed.
MADE: dict[tuple[Model, str], str] = {
    (Applicant, "wrapped_key"): "applicant_key",
    (Applicant, "sealed"): "applicant",
    (Applicant, "answers"): "applicant_answers",
    (Invoice, "payer_key"): "payer_key",
    (Invoice, "payer"): "payer",
}


def fields_of(model: Model) -> list[Any]:
    """The columns that are written; keys nobody points at the database gives by itself."""
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    return [one for one in fields if not _is_given(model, one)]


def _is_given(model: Model, field: Any) -> bool:
    return isinstance(field, models.AutoField) and model not in POINTED_AT


def rows_of(application: Application) -> Iterable[tuple[Model, list[Any]]]:
    """All rows of one application, table by table."""
    files = ApplicationFile.objects.filter(application=application)
    invoiced = Invoiced.objects.filter(step__application=application)
    mine: dict[Model, QuerySet[Any]] = {
        Application: Application.objects.filter(pk=application.pk),
        Document: Document.objects.filter(pk__in=files.values("document")),
        Invoice: Invoice.objects.filter(pk__in=invoiced.values("invoice")),
        Certificate: Certificate.objects.filter(key=application.key),
    }
    mine |= {m: _of(m, step__application=application) for m in (StepTimer, Measurement, Invoiced)}
    mine |= {m: _of(m, invoice__in=mine[Invoice]) for m in (InvoiceLine, Settlement)}
    mine |= {m: _of(m, certificate__in=mine[Certificate]) for m in (Conformity, Told)}
    named = [one for model in (Application, Invoice, Certificate) for one in mine[model]]
    targets = [f"{one._meta.label}:{one.pk}" for one in named]
    mine[Entry] = Entry.objects.filter(target__in=targets)
    for model in COPIED:
        rows = mine[model] if model in mine else _of(model, application=application)
        yield model, list(rows.order_by("pk"))


def _of(model: Model, **whose: object) -> QuerySet[Any]:
    everybody: Any = model._default_manager
    rows: QuerySet[Any] = everybody.filter(**whose)
    return rows
