"""What of an application's person lies where, and how each of it is taken away.

Who applied in their own name goes whole: what they answered, sent, were told and asked. Of an
organisation's application its representative goes; the organisation is no person. What was decided
and when, what it cost, and the entry of the public register stay (decision 48).
`tests/test_erasing_columns.py` holds this list against every column of the house.
"""

from collections.abc import Callable
from typing import Any

from kholboo.documents.models import Document
from kholboo.documents.services import keeping
from kholboo.eservices import applicants
from kholboo.eservices.applicants import Who, opened
from kholboo.eservices.book import StepRule
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.engine.forms.written import TAKEN, form_of_fields
from kholboo.eservices.models import (
    Applicant,
    Application,
    ApplicationFile,
    Completion,
    Conflict,
    Decision,
    Draft,
    Event,
    Pause,
    Step,
    StepFile,
)
from kholboo.eservices.queries.bundles import read_of
from kholboo.eservices.queries.written import SEALED
from kholboo.eservices.services.paying import PURPOSE
from kholboo.notifications.services.erasing import erase_deliveries
from kholboo.payments.services.erasing import forget_contact

# Stands where a constraint asks for words.
GONE = "—"
# Of a step's result: outcome, ticks and amounts are counted further on, words are not.
COUNTED = (TAKEN | {"amount"}) - {"note", "ground", SEALED}

Wipe = Callable[[Application], object]


def wipe(application: Application) -> None:
    """Take the person away. Call with the application locked, after its row in the ledger: the
    triggers ask for it.
    """
    for take_away in EVERYBODY:
        take_away(application)
    if application.organisation_id is None:
        for take_away in OWN_NAME:
            take_away(application)


def _account(application: Application) -> None:
    application.user = None
    application.save(update_fields=["user"])


def _applicant(application: Application) -> None:
    """An organisation keeps its name and register under a fresh key; the old key goes with the rest."""
    row = Applicant.objects.get(application=application)
    if application.organisation_id is None:
        row.wrapped_key = row.sealed = row.answers = b""
    else:
        who = opened(row)
        fresh = applicants.sealed(application.pk, Who(name=who.name, register=who.register))
        row.wrapped_key, row.sealed, row.answers = fresh.wrapped_key, fresh.sealed, b""
    row.save(update_fields=["wrapped_key", "sealed", "answers"])


def _completions(application: Application) -> None:
    """The seal cannot be opened any more; the bytes need not stay either."""
    Completion.objects.filter(application=application).update(sealed_before=b"", sealed_after=b"")


def _sealed_at_steps(application: Application) -> None:
    """The same of what was written down at steps."""
    for step in Step.objects.filter(application=application, result__has_key=SEALED):
        del step.result[SEALED]
        step.save(update_fields=["result"])


def _own_words(application: Application) -> None:
    """What the applicant wrote in the story, such as why they took the application back."""
    Event.objects.filter(application=application, by_applicant=True).exclude(text="").update(
        text=""
    )


def _draft(application: Application) -> None:
    """It is empty since it was sent, and names the account."""
    Draft.objects.filter(application=application).delete()


def _messages(application: Application) -> None:
    events = Event.objects.filter(application=application).values_list("pk", flat=True)
    reminders = f"eservices:renewal:{application.pk}:"
    erase_deliveries([reminders, *(f"eservices:{event}:" for event in events)])


def _payer(application: Application) -> None:
    forget_contact(purpose=PURPOSE, reference=application.number)


def _answers(application: Application) -> None:
    application.answers = {}
    application.save(update_fields=["answers"])
    Completion.objects.filter(application=application).update(text=GONE, before={}, after={})


def _story(application: Application) -> None:
    Event.objects.filter(application=application).exclude(text="").update(text="")
    Pause.objects.filter(application=application).update(reason="")
    Conflict.objects.filter(application=application).exclude(words="").update(words=GONE)


def _decision(application: Application) -> None:
    decisions = Decision.objects.filter(application=application)
    decisions.exclude(remedy="").update(ground=GONE, remedy=GONE)
    decisions.filter(remedy="").update(ground=GONE)


def _steps(application: Application) -> None:
    rules = read_of(application).book.steps
    for step in Step.objects.filter(application=application):
        said = _counted(step, rules.get(step.node))
        if said != step.result:
            step.result = said
            step.save(update_fields=["result"])


def _counted(step: Step, rule: StepRule | None) -> dict[str, Any]:
    """What of a result stays: what we wrote ourselves, and fields where nobody writes freely."""
    own = [one for one in rule.fields if one["type"] != "text"] if rule else []
    kept = {key: value for key, value in step.result.items() if key in COUNTED}
    return kept | understand(form_of_fields(own), step.result).answers


def _files(application: Application) -> None:
    """Rows now, bytes when this commits."""
    papers = ApplicationFile.objects.filter(application=application)
    photos = StepFile.objects.filter(step__application=application)
    keys = [*papers.values_list("document", flat=True), *photos.values_list("document", flat=True)]
    papers.delete()
    photos.delete()
    for document in Document.objects.filter(pk__in=keys):
        keeping.erase(document)


EVERYBODY: tuple[Wipe, ...] = (
    _account,
    _applicant,
    _completions,
    _sealed_at_steps,
    _own_words,
    _draft,
    _messages,
    _payer,
)
OWN_NAME: tuple[Wipe, ...] = (_answers, _story, _decision, _steps, _files)
