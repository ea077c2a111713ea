"""Which further papers a case has: most have none, and one question says so."""

from enum import StrEnum
from functools import lru_cache

from django.db import connection
from django.db.models import Model

from kholboo.feedback.models import (
    Assessment,
    Case,
    CaseCertificate,
    CaseLink,
    CaseSubject,
    Closing,
    IncomingLetter,
    Investigation,
    JointPetition,
    Measure,
    Posting,
)


class Part(StrEnum):
    ASSESSMENT = "assessment"
    INVESTIGATION = "investigation"
    MEASURE = "measure"
    CLOSING = "closing"
    POSTING = "posting"  # letters to print and post, posted ones too
    LETTER = "letter"  # e-mails it was made from
    JOINT = "joint"
    SUBJECT = "subject"
    CERTIFICATE = "certificate"  # that it is about
    LINK = "link"  # to or from another case, undone ones too


# Where the rows lie, and which columns name the case.
_PLACES: dict[Part, tuple[type[Model], tuple[str, ...]]] = {
    Part.ASSESSMENT: (Assessment, ("case_id",)),
    Part.INVESTIGATION: (Investigation, ("case_id",)),
    Part.MEASURE: (Measure, ("case_id",)),
    Part.CLOSING: (Closing, ("case_id",)),
    Part.POSTING: (Posting, ("case_id",)),
    Part.LETTER: (IncomingLetter, ("case_id",)),
    Part.JOINT: (JointPetition, ("case_id",)),
    Part.SUBJECT: (CaseSubject, ("case_id",)),
    Part.CERTIFICATE: (CaseCertificate, ("case_id",)),
    Part.LINK: (CaseLink, ("from_case_id", "to_case_id")),
}


def parts_of(case: Case) -> frozenset[Part]:
    """The parts this case has rows of."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), {"case": case.pk})
        found = cursor.fetchone()
    return frozenset(part for part, is_there in zip(_PLACES, found, strict=True) if is_there)


@lru_cache(maxsize=1)
def _question() -> str:
    """SQL, because Django would put these tables into words anew for every page."""
    exists = [
        " OR ".join(
            f"EXISTS (SELECT FROM {model._meta.db_table} WHERE {column} = %(case)s)"
            for column in columns
        )
        for model, columns in _PLACES.values()
    ]
    return "SELECT " + ", ".join(exists)
