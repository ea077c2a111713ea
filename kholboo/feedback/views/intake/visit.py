"""Whose draft this is: one browser holds its key in a signed cookie, for a week."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from kholboo.core import clock, limits
from kholboo.core.asker import address_of
from kholboo.documents.models import Document
from kholboo.documents.rules import DocumentKind
from kholboo.feedback.forms.intake import JOINT
from kholboo.feedback.models import Draft
from kholboo.feedback.queries.drafts import answers_of, documents_of, draft_of, proof_in
from kholboo.feedback.queries.fields import Needs, needs_of
from kholboo.feedback.rules import Channel, PersonKind
from kholboo.feedback.services import drafts

COOKIE = "draft"
SALT = "feedback.draft"
WEEK = int(drafts.KEPT.total_seconds())
HOUR = 3600
# For one network address; telephone networks put many people behind one.
DRAFTS_IN_AN_HOUR = 120
SENT_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Visit:
    """One request of the form with the draft its browser holds, if it holds one."""

    request: HttpRequest
    draft: Draft | None

    @property
    def is_sent(self) -> bool:
        return self.draft is not None and self.draft.case_id is not None

    @cached_property
    def answers(self) -> dict[str, str]:
        return answers_of(self.draft) if self.draft else {}

    @cached_property
    def documents(self) -> list[Document]:
        return documents_of(self.draft) if self.draft else []

    @property
    def proof(self) -> Document | None:
        """The paper of a representative, if it was added and not taken out again."""
        return proof_in(self.answers, self.documents)

    @cached_property
    def needs(self) -> Needs:
        """What the law asks of this sender today."""
        who = self.answers.get("who", "")
        return needs_of(
            kind=self.answers.get("kind", ""),
            person=PersonKind.PERSON if who == JOINT else who,
            channel=Channel.WEB,
            day=clock.local_date(clock.now()),
        )

    @property
    def voices(self) -> list[Document]:
        return [document for document in self.documents if document.kind == DocumentKind.AUDIO]

    @property
    def has_words(self) -> bool:
        """There is more in the draft than the choice of a kind: worth asking about."""
        return bool(self.documents) or any(
            value.strip() for name, value in self.answers.items() if name != "kind"
        )

    def save(self, typed: dict[str, str], *, is_new: bool) -> Draft:
        """Keep what was typed; a draft is begun where there is none, or a new one is wanted."""
        if self.draft and not is_new:
            return drafts.save_answers(self.draft.pk, typed)
        asker = address_of(self.request)
        limits.knock("feedback.draft", asker, limit=DRAFTS_IN_AN_HOUR, seconds=HOUR)
        return drafts.save_answers(uuid4(), typed)


def visit_of(request: HttpRequest) -> Visit:
    key = _held_key(request)
    return Visit(request=request, draft=draft_of(key) if key else None)


def _held_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.get_signed_cookie(COOKIE, salt=SALT, max_age=WEEK))
    except (KeyError, BadSignature, ValueError):
        return None


def hold(response: HttpResponse, draft: Draft) -> HttpResponse:
    """Let the browser hold the draft's key for another week."""
    response.set_signed_cookie(
        COOKIE,
        str(draft.pk),
        salt=SALT,
        max_age=WEEK,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def let_go(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
