"""What of a case's person lies where, and how each of it is taken away.

`tests/test_erasing_columns.py` holds this list against every column of the database: a new column
that can carry words must be wiped here or named there with the reason why it may stay.
"""

from collections.abc import Callable

from django.db.models import Q

from kholboo.documents.models import Document
from kholboo.documents.services import keeping
from kholboo.feedback.alerts import topic_of
from kholboo.feedback.models import (
    Answer,
    Arrival,
    Assessment,
    Call,
    Case,
    CaseCertificate,
    CaseEvent,
    CaseFile,
    Closing,
    Contact,
    Draft,
    Extension,
    Forwarding,
    IncomingLetter,
    Investigation,
    JointPetition,
    Measure,
    Posting,
    Rating,
    Reading,
    Signature,
    Suggestion,
)
from kholboo.feedback.rules import ReplyBy
from kholboo.feedback.services import vocabulary
from kholboo.feedback.services.published import forget_publications
from kholboo.notifications.services.devices import forget_topics
from kholboo.notifications.services.erasing import erase_deliveries

# Stands where a constraint asks for words.
GONE = "—"

Wipe = Callable[[Case], object]


def wipe(case: Case) -> None:
    """Take away everything the person said, was told and is called. Call with the case locked,
    after its row in the ledger: the triggers of the story ask for it.
    """
    for take_away in WIPES:
        take_away(case)


def _calls(case: Case) -> None:
    """Before the contact: its hash tells which calls of the hotline came from this phone. And
    whoever called about the case from another one is part of it too.
    """
    found = Contact.objects.filter(case=case).exclude(phone_hash="").values("phone_hash")
    ended = Call.objects.filter(ended_at__isnull=False)
    ended.filter(Q(phone_hash__in=found) | Q(case=case)).update(phone_hash="")


def _contact(case: Case) -> None:
    Contact.objects.filter(case=case).update(
        wrapped_key=b"",
        sealed=b"",
        phone_hash="",
        email_hash="",
        name_hashes=[],
        user=None,
        reply_by=ReplyBy.NONE,
    )


def _words(case: Case) -> None:
    """What was asked for; the digest of the sending too, because it covers the person."""
    searched = Case.objects.values_list("search_text", flat=True).get(pk=case.pk)
    case.text = case.wish = case.search_text = case.client_digest = ""
    case.save(update_fields=["text", "wish", "search_text", "client_digest"])
    vocabulary.forget(searched)


def _story(case: Case) -> None:
    CaseEvent.objects.filter(case=case).exclude(text="").update(text="", text_salt="")


def _answers(case: Case) -> None:
    Answer.objects.filter(case=case, is_erased=False).update(
        text="", ground="", remedy="", is_erased=True
    )


def _ratings(case: Case) -> None:
    Rating.objects.filter(case=case).update(words="")


def _readings(case: Case) -> None:
    Reading.objects.filter(case=case).update(words="")


def _extensions(case: Case) -> None:
    Extension.objects.filter(case=case).update(reason="")


def _forwardings(case: Case) -> None:
    Forwarding.objects.filter(case=case).update(reason="", note="")


def _inquiry(case: Case) -> None:
    """What was found out and done: its words go, its causes and kinds are counted further on."""
    Assessment.objects.filter(case=case).update(action="")
    Investigation.objects.filter(case=case).update(findings=GONE, sources=GONE)
    measures = Measure.objects.filter(case=case)
    measures.update(what=GONE)
    measures.exclude(proof="").update(proof=GONE)
    Closing.objects.filter(case=case).exclude(alternatives="").update(alternatives=GONE)


def _signatures(case: Case) -> None:
    """Who else stood behind it; the representative's proof too."""
    Signature.objects.filter(case=case).delete()
    joint = JointPetition.objects.filter(case=case).select_related("proof").first()
    if joint is None:
        return
    proof = joint.proof
    joint.delete()
    if proof and not CaseFile.objects.filter(document=proof).exists():
        keeping.erase(proof)


def _drafts(case: Case) -> None:
    Draft.objects.filter(case=case).delete()


def _files(case: Case) -> None:
    """Rows now, bytes when this commits."""
    documents = list(Document.objects.filter(pk__in=case.files.values("document_id")))
    CaseFile.objects.filter(case=case).delete()
    for document in documents:
        keeping.erase(document)


def _letters(case: Case) -> None:
    """The e-mails that became the case or were added to it; the keyed digest knows a copy again."""
    IncomingLetter.objects.filter(case=case).update(wrapped_key=b"", sealed=b"", email_hash="")


def _postings(case: Case) -> None:
    """Nobody posts a letter to somebody who is erased."""
    Posting.objects.filter(case=case, posted_on__isnull=True).delete()


def _arrival(case: Case) -> None:
    Arrival.objects.filter(case=case).delete()


def _certificate(case: Case) -> None:
    """What it was about is part of what was said."""
    CaseCertificate.objects.filter(case=case).delete()


def _messages(case: Case) -> None:
    """Copies of what was sent to the citizen and to officers, sent or not."""
    events = CaseEvent.objects.filter(case=case).values_list("pk", flat=True)
    erase_deliveries([f"feedback:{event}:" for event in events])


def _alerts(case: Case) -> None:
    """Phones that are told of the case, and where they are reached."""
    forget_topics([topic_of(case)])


def _suggestions(case: Case) -> None:
    """Words of the text that weighed in a suggestion; what was counted about it stays."""
    Suggestion.objects.filter(case=case).delete()


WIPES: tuple[Wipe, ...] = (
    _calls,
    _contact,
    _words,
    _story,
    _answers,
    _ratings,
    _readings,
    _extensions,
    _forwardings,
    _inquiry,
    _signatures,
    _drafts,
    _files,
    _letters,
    _postings,
    _arrival,
    _certificate,
    _messages,
    _alerts,
    _suggestions,
    forget_publications,
)
