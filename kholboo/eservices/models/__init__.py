"""Django looks for models here; the rooms are apart."""

from kholboo.eservices.models.applications import (
    Applicant,
    Application,
    ApplicationFile,
    Completion,
    Event,
    Pause,
)
from kholboo.eservices.models.changes import VersionChange
from kholboo.eservices.models.decisions import Conflict, Decision
from kholboo.eservices.models.drafts import Draft, DraftFile
from kholboo.eservices.models.erasing import Erasure, ErasureRequest
from kholboo.eservices.models.laboratory import Measurement, Sample
from kholboo.eservices.models.procedures import Procedure, ProcedureVersion
from kholboo.eservices.models.renewing import Reminder
from kholboo.eservices.models.steps import Invoiced, Step, StepFile, StepTimer
from kholboo.eservices.models.transfers import Transfer, TransferCase

__all__ = [
    "Applicant",
    "Application",
    "ApplicationFile",
    "Completion",
    "Conflict",
    "Decision",
    "Draft",
    "DraftFile",
    "Erasure",
    "ErasureRequest",
    "Event",
    "Invoiced",
    "Measurement",
    "Pause",
    "Procedure",
    "ProcedureVersion",
    "Reminder",
    "Sample",
    "Step",
    "StepFile",
    "StepTimer",
    "Transfer",
    "TransferCase",
    "VersionChange",
]
