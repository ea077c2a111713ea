"""Answers for everybody: proposed by an officer, published by a second person, with consent.

Every step locks the case row first, so a citizen who takes the consent back and a head who
publishes at the same moment cannot pass each other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.language import stems
from kholboo.core.seal import Unsealable
from kholboo.feedback import personal
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.models import Case, PublicationConsent, PublishedAnswer
from kholboo.feedback.publication import PublicationState
from kholboo.feedback.rules import EventKind
from kholboo.feedback.services.holding import lock, locked
from kholboo.feedback.services.timeline import add_event

# So many words in a row, the same as the citizen's, are not rewritten.
SAME_WORDS = 6


@dataclass(frozen=True)
class Proposal:
    """Question and answer as the officer wrote them; `kept` are the found places left in."""

    question: str
    answer: str
    service: Service | None
    is_general: bool
    kept_in_question: frozenset[int] = frozenset()
    kept_in_answer: frozenset[int] = frozenset()


def sender_of(case: Case) -> Person:
    """Who wrote the case. RuleBroken when it cannot be opened: then names cannot be looked for."""
    try:
        return person_of(case.contact)
    except Unsealable as error:
        raise RuleBroken(
            _("The sender's details cannot be opened, so their name cannot be looked for.")
        ) from error


@transaction.atomic
def propose_answer(case: Case, proposal: Proposal, *, actor: User) -> PublishedAnswer:
    """Keep question and answer, with everything personal taken out, for a second person to see."""
    case = lock(case)
    person = sender_of(case)
    if not case.answers.exists():
        raise RuleBroken(_("Only an answered case can help others."))
    if _living(case):
        raise RuleBroken(_("The answer to this case was proposed or published already."))
    question, out_of_question = _cleaned(proposal.question, person, proposal.kept_in_question)
    answer, out_of_answer = _cleaned(proposal.answer, person, proposal.kept_in_answer)
    publication = PublishedAnswer(
        case=case,
        question=question,
        answer=answer,
        service=proposal.service,
        is_general=proposal.is_general,
        language=case.language,
        proposed_at=clock.now(),
        proposed_by=actor,
        search_text=" ".join(stems(f"{question} {answer}")),
    )
    _must_be_rewritten(publication, person)
    publication.save()
    audit.record(
        "feedback.answer_proposed",
        publication,
        actor=actor,
        is_general=proposal.is_general,
        taken_out=out_of_question + out_of_answer,
        kept=len(proposal.kept_in_question) + len(proposal.kept_in_answer),
    )
    return publication


def _living(case: Case) -> PublishedAnswer | None:
    return PublishedAnswer.objects.filter(
        case=case, withdrawn_at__isnull=True, returned_at__isnull=True
    ).first()


def _cleaned(text: str, person: Person, kept: frozenset[int]) -> tuple[str, int]:
    words = text.strip()
    found = personal.find(words, person=person)
    return personal.taken_out(words, found, kept=kept), len(found) - len(kept)


def _must_be_rewritten(publication: PublishedAnswer, person: Person) -> None:
    """Without consent nothing of the person may be in it: no data, and none of their sentences."""
    if not publication.is_general:
        return
    case = publication.case
    for field, text in (("question", publication.question), ("answer", publication.answer)):
        if personal.TAKEN_OUT in text or personal.traces(text, person=person):
            raise RuleBroken(
                _("General words name nobody. Write them without any personal data."), field=field
            )
        for source in (case.text, case.wish):
            run = personal.shared_run(text, source, words=SAME_WORDS)
            if run:
                raise RuleBroken(
                    _("These words are the citizen's own: “%(words)s”. Say it in other words.")
                    % {"words": run},
                    field=field,
                )


@transaction.atomic
def publish_answer(publication: PublishedAnswer, *, actor: User) -> PublishedAnswer:
    """A second person lets everybody read it. RuleBroken without consent, or for its proposer."""
    publication, case = _locked(publication)
    if publication.state == PublicationState.PUBLISHED:
        return publication
    _must_be(publication, PublicationState.PROPOSED)
    if publication.proposed_by_id == actor.pk:
        raise RuleBroken(_("You proposed it yourself: a second person must look at it."))
    consent = PublicationConsent.objects.filter(case=case, withdrawn_at__isnull=True).first()
    if consent is None and not publication.is_general:
        raise RuleBroken(_("The citizen has not agreed that this answer is published."))
    _must_be_rewritten(publication, sender_of(case))
    now = clock.now()
    publication.consent = None if publication.is_general else consent
    publication.published_at, publication.published_by = now, actor
    publication.save(update_fields=["consent", "published_at", "published_by"])
    _tell(publication, case, at=now, actor=actor, is_out=True)
    audit.record("feedback.answer_published", publication, actor=actor)
    return publication


@transaction.atomic
def return_answer(publication: PublishedAnswer, *, reason: str, actor: User) -> PublishedAnswer:
    """Back to the officer, who may propose it anew in other words."""
    publication, case = _locked(publication, is_ending=True)
    _must_be(publication, PublicationState.PROPOSED)
    publication.returned_at, publication.ended_by = clock.now(), actor
    publication.reason = _why(reason, case)
    publication.save(update_fields=["returned_at", "ended_by", "reason"])
    audit.record("feedback.answer_returned", publication, actor=actor)
    return publication


@transaction.atomic
def take_down(publication: PublishedAnswer, *, reason: str, actor: User) -> PublishedAnswer:
    """From now on nobody finds or reads it; the row stays, to tell what was public and when."""
    publication, case = _locked(publication, is_ending=True)
    _must_be(publication, PublicationState.PUBLISHED)
    _take_down(publication, case, at=clock.now(), actor=actor, reason=_why(reason, case))
    return publication


def _take_down(
    publication: PublishedAnswer, case: Case, *, at: datetime, actor: User | None, reason: str
) -> None:
    was_out = publication.published_at is not None
    publication.withdrawn_at, publication.ended_by, publication.reason = at, actor, reason
    publication.save(update_fields=["withdrawn_at", "ended_by", "reason"])
    if was_out:
        _tell(publication, case, at=at, actor=actor, is_out=False)
    label = "" if actor else audit.CITIZEN
    audit.record("feedback.answer_taken_down", publication, actor=actor, label=label)


def _tell(
    publication: PublishedAnswer, case: Case, *, at: datetime, actor: User | None, is_out: bool
) -> None:
    """A line of the case's story; general words are not the citizen's, so they are not told."""
    add_event(
        case,
        EventKind.PUBLISHED,
        at=at,
        actor=actor,
        by_citizen=actor is None,
        is_public=not publication.is_general,
        is_out=is_out,
    )


@transaction.atomic
def give_consent(case: Case) -> PublicationConsent:
    """The citizen lets the answer be published. Saying it twice changes nothing."""
    case = lock(case)
    if not case.answers.exists():
        raise RuleBroken(_("There is no answer to publish yet."))
    consent = PublicationConsent.objects.filter(case=case).first()
    if consent and consent.is_given:
        return consent
    now = clock.now()
    consent = consent or PublicationConsent(case=case)
    consent.given_at, consent.withdrawn_at = now, None
    consent.save()
    add_event(case, EventKind.CONSENT, at=now, by_citizen=True, is_given=True)
    audit.record("feedback.consent_given", case, actor=None, label=audit.CITIZEN)
    return consent


@transaction.atomic
def withdraw_consent(case: Case) -> None:
    """The citizen takes it back: what hangs on it comes down in the same moment."""
    case = lock(case)
    consent = PublicationConsent.objects.filter(case=case, withdrawn_at__isnull=True).first()
    if consent is None:
        return
    now = clock.now()
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    add_event(case, EventKind.CONSENT, at=now, by_citizen=True, is_given=False)
    audit.record("feedback.consent_withdrawn", case, actor=None, label=audit.CITIZEN)
    publication = _living(case)
    if publication and not publication.is_general:
        _take_down(publication, case, at=now, actor=None, reason="")


def forget_publications(case: Case) -> None:
    """The person is erased: what was published with their consent goes, words and all.

    General words stay, because nothing in them is the person's. Call with the case locked.
    """
    now = clock.now()
    theirs = PublishedAnswer.objects.filter(case=case, is_general=False)
    for living in theirs.filter(withdrawn_at__isnull=True, returned_at__isnull=True):
        # Whoever was to decide on a proposal, or had published it, finds where it went.
        audit.record("feedback.answer_forgotten", living, actor=None)
    theirs.filter(withdrawn_at__isnull=True, returned_at__isnull=True).update(withdrawn_at=now)
    theirs.update(question=personal.TAKEN_OUT, answer=personal.TAKEN_OUT, search_text="")
    # Why one was returned or taken down may name the person, whatever the answer itself says.
    PublishedAnswer.objects.filter(case=case).update(reason="")
    PublicationConsent.objects.filter(case=case, withdrawn_at__isnull=True).update(withdrawn_at=now)


def count_opinion(publication: PublishedAnswer, *, has_helped: bool) -> None:
    """One more who was helped, or was not; who it was is not kept."""
    field = "helped" if has_helped else "did_not_help"
    PublishedAnswer.objects.filter(pk=publication.pk).update(**{field: F(field) + 1})


def _locked(
    publication: PublishedAnswer, *, is_ending: bool = False
) -> tuple[PublishedAnswer, Case]:
    """`is_ending`: also of an erased case, whose general words still stand for everybody."""
    case = locked(publication.case) if is_ending else lock(publication.case)
    fresh = PublishedAnswer.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    fresh.case = case
    return fresh, case


def _must_be(publication: PublishedAnswer, state: PublicationState) -> None:
    if publication.state != state:
        raise RuleBroken(
            _("This cannot be done now: the answer is “%(state)s”.")
            % {"state": publication.state.label}
        )


def _why(reason: str, case: Case) -> str:
    """The reason as it is kept: not at all where the person is erased, whom it may name."""
    words = reason.strip()
    if not words:
        raise RuleBroken(_("Say why."), field="reason")
    return "" if case.erased_at else words
