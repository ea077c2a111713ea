"""Enquiries: opened for some days; each comment kept once, looked at, and answered."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, limits
from kholboo.core.errors import RuleBroken
from kholboo.core.formats.days import day_long
from kholboo.standards.commenting import (
    COMMENTS_IN_AN_HOUR,
    COMMENTS_OF_ENQUIRY_IN_AN_HOUR,
    LONGEST_ENQUIRY,
    NEEDS_REASON,
    WORDS_DAYS,
    CommentState,
    HeldFor,
    Phase,
    Verdict,
    clause_key,
)
from kholboo.standards.models import Comment, Edition, Enquiry
from kholboo.standards.rules import Access, Stage
from kholboo.standards.services import comment_contacts, enquiry_letters

HOUR = 3600


@dataclass(frozen=True)
class Period:
    opens_on: date
    closes_on: date
    note: str = ""
    contact_days: int = 0
    words_days: int = WORDS_DAYS


@dataclass(frozen=True)
class Remark:
    """What somebody wrote about a draft, in their words."""

    kind: str
    text: str
    change: str = ""
    clause: str = ""
    place: str = ""
    line: str = ""
    name: str = ""

    def key(self, form: UUID) -> UUID:
        """The same words from the same form have the same key; other words are another comment."""
        return uuid5(form, json.dumps(asdict(self), sort_keys=True))


@transaction.atomic
def open_enquiry(
    edition: Edition, period: Period, *, actor: User | None, is_sample: bool = False
) -> Enquiry:
    """RuleBroken unless it is a draft whose text is free, with no enquiry at the same time."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.stage != Stage.ENQUIRY:
        raise RuleBroken(
            _("Only a draft at stage 40.20 is open for comments. Change its stage first."),
            field="standard",
        )
    if edition.access != Access.FREE:
        raise RuleBroken(
            _("A draft that everybody is asked about is free to read. Change that first."),
            field="standard",
        )
    _check(period)
    _apart(edition, period)
    enquiry = Enquiry.objects.create(
        edition=edition, made_by=actor, made_at=clock.now(), is_sample=is_sample, **asdict(period)
    )
    _tell_days("standards.enquiry_opened", enquiry, actor)
    return enquiry


@transaction.atomic
def change_period(enquiry: Enquiry, period: Period, *, actor: User) -> Enquiry:
    """Other days or other words; RuleBroken as above."""
    Edition.objects.select_for_update().get(pk=enquiry.edition_id)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    _check(period)
    _apart(enquiry.edition, period, but=enquiry)
    for name, value in asdict(period).items():
        setattr(enquiry, name, value)
    enquiry.save()
    _tell_days("standards.enquiry_changed", enquiry, actor)
    return enquiry


def send(enquiry: Enquiry, remark: Remark, *, form: UUID, email: str, asker: str) -> Comment:
    """The comment, kept once however often the form is sent. Raises RuleBroken and TooMany."""
    known = Comment.objects.filter(key=remark.key(form), enquiry=enquiry).first()
    if known:
        return known
    limits.knock("standards.comment", asker, limit=COMMENTS_IN_AN_HOUR, seconds=HOUR)
    of_all = COMMENTS_OF_ENQUIRY_IN_AN_HOUR
    limits.knock("standards.comments", str(enquiry.pk), limit=of_all, seconds=HOUR)
    return keep(enquiry, remark, form=form, email=email)


@transaction.atomic
def keep(enquiry: Enquiry, remark: Remark, *, form: UUID, email: str = "") -> Comment:
    # The lock gives numbers without a gap, and lets the second of two equal ones find the first.
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    key = remark.key(form)
    known = Comment.objects.filter(key=key).first()
    if known:
        return known
    _check_open(enquiry)
    comment = write(enquiry, remark, key=key, at=clock.now())
    comment_contacts.keep(comment, email)
    audit.record(
        "standards.comment_sent", comment, actor=None, label=audit.CITIZEN, number=comment.number
    )
    return comment


def write(enquiry: Enquiry, remark: Remark, *, key: UUID, at: datetime) -> Comment:
    """The row under the next number. Call it with the enquiry locked."""
    enquiry.last_number += 1
    enquiry.save(update_fields=["last_number"])
    return Comment.objects.create(
        enquiry=enquiry,
        number=enquiry.last_number,
        key=key,
        clause_key=clause_key(remark.clause),
        at=at,
        **asdict(remark),
    )


@transaction.atomic
def release(comment: Comment, *, actor: User, seen: int | None = None) -> Comment:
    """From now on everybody reads it."""
    comment = _locked(comment, seen)
    if not comment.text:
        raise RuleBroken(_("Its words are forgotten already."))
    return _look(comment, CommentState.RELEASED, "", actor)


@transaction.atomic
def hold(comment: Comment, *, held_for: HeldFor, actor: User, seen: int | None = None) -> Comment:
    """Nobody but officers reads it; everybody reads that it came, and why it is not shown."""
    return _look(_locked(comment, seen), CommentState.HELD, held_for, actor)


@transaction.atomic
def answer(
    comment: Comment, *, verdict: Verdict, words: str, actor: User, seen: int | None = None
) -> Comment:
    """What the agency says to it; readers see it beside the comment. RuleBroken without a reason."""
    comment = _locked(comment, seen)
    if verdict in NEEDS_REASON and not words.strip():
        raise RuleBroken(_("Say why it is not taken as it is."), field="answer")
    comment.verdict, comment.answer = verdict, words.strip()
    comment.answered_by, comment.answered_at = actor, clock.now()
    comment.save()
    audit.record(
        "standards.comment_answered",
        comment,
        actor=actor,
        number=comment.number,
        verdict=str(verdict),
    )
    enquiry_letters.tell_answered(comment)
    return comment


def _locked(comment: Comment, seen: int | None) -> Comment:
    """The row of today; RuleBroken when another officer changed it since `seen`."""
    fresh = Comment.objects.select_for_update().select_related("enquiry").get(pk=comment.pk)
    if seen is not None and seen != fresh.turn:
        raise RuleBroken(
            _("Another officer changed this comment meanwhile. What you wrote stands below.")
        )
    fresh.turn += 1
    return fresh


def _look(comment: Comment, state: CommentState, held_for: str, actor: User) -> Comment:
    comment.state, comment.held_for = state, held_for
    comment.looked_by, comment.looked_at = actor, clock.now()
    comment.save()
    action = "released" if state == CommentState.RELEASED else "held"
    facts = {"held_for": str(held_for)} if held_for else {}
    audit.record(
        f"standards.comment_{action}", comment, actor=actor, number=comment.number, **facts
    )
    return comment


def _check_open(enquiry: Enquiry) -> None:
    if enquiry.phase == Phase.COMING:
        raise RuleBroken(
            _("Comments are taken as of %(day)s. Keep your words until then: copy them.")
            % {"day": day_long(enquiry.opens_on)}
        )
    if enquiry.phase == Phase.CLOSED:
        raise RuleBroken(
            _("The enquiry closed on %(day)s, so this comment was not sent. Copy your words.")
            % {"day": day_long(enquiry.closes_on)}
        )


def _check(period: Period) -> None:
    if period.closes_on < period.opens_on:
        raise RuleBroken(_("It cannot close before it opens."), field="closes_on")
    if period.closes_on - period.opens_on > timedelta(days=LONGEST_ENQUIRY):
        raise RuleBroken(_("An enquiry lasts a year at most."), field="closes_on")


def _apart(edition: Edition, period: Period, but: Enquiry | None = None) -> None:
    """Two enquiries of a draft never overlap."""
    others = edition.enquiries.filter(
        opens_on__lte=period.closes_on, closes_on__gte=period.opens_on
    )
    if others.exclude(pk=but.pk if but else 0).exists():
        raise RuleBroken(_("This draft has an enquiry in these days already."), field="opens_on")


def _tell_days(action: str, enquiry: Enquiry, actor: User | None) -> None:
    audit.record(
        action,
        enquiry,
        actor=actor,
        number=enquiry.edition.designation,
        opens_on=enquiry.opens_on.isoformat(),
        closes_on=enquiry.closes_on.isoformat(),
    )
