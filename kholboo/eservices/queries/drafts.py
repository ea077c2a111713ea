"""Reading drafts. Whose draft it is decides; everybody else finds nothing."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.posts import posts_of
from kholboo.core import seal
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.eservices.models import Draft
from kholboo.eservices.queries.speaking import organisations_of
from kholboo.eservices.rights import COUNTER
from kholboo.eservices.rules import Via

KEY = "application-drafts"


def row_of(draft: Draft) -> str:
    """What the seal of a draft is bound to."""
    return f"application-draft:{draft.key}"


def _mine(user: User) -> Q:
    """One's own, those of the organisations one speaks for, those of the counter one stands at."""
    organisations = [organisation.pk for organisation in organisations_of(user)]
    mine = Q(user=user, organisation__isnull=True) | Q(organisation__in=organisations)
    return (Q(via=Via.WEB) & mine) | _of_counter(user)


def _of_counter(user: User) -> Q:
    roles = roles_with(COUNTER)
    offices = [post.office_id for post in posts_of(user) if post.role in roles]
    return Q(via=Via.COUNTER, office__in=offices if user.is_active else [])


def draft_for(user: User, key: UUID) -> Draft:
    """A draft this person may write in. NotFound for everybody else's."""
    drafts = Draft.objects.select_related(
        "version__procedure__service", "organisation", "application", "office"
    ).defer("version__files", "version__compiled")
    draft = drafts.filter(_mine(user), pk=key).first()
    if draft is None:
        raise NotFound(_("We found no such draft. It may have been sent or put away."))
    return draft


def waiting_drafts(user: User) -> QuerySet[Draft]:
    """What this person may go on with for themselves, what was touched last first."""
    return _waiting(_mine(user) & Q(via=Via.WEB))


def at_counter(user: User) -> QuerySet[Draft]:
    """Papers that were begun at this officer's counter."""
    return _waiting(_of_counter(user))


def _waiting(whose: Q) -> QuerySet[Draft]:
    return (
        Draft.objects.filter(whose, application__isnull=True)
        .select_related("procedure__service", "organisation", "user")
        .defer("sealed_answers")
    )


def typed_in(draft: Draft) -> dict[str, Any]:
    """What was typed so far, right or wrong; empty after sending."""
    if not draft.sealed_answers:
        return {}
    opened = seal.unseal(draft.sealed_answers, data_key=seal.house_key(KEY), row=row_of(draft))
    typed: dict[str, Any] = json.loads(opened["json"])
    return typed


def files_in(draft: Draft) -> dict[str, list[Document]]:
    """The papers of a draft by the document they are."""
    found: dict[str, list[Document]] = {}
    for row in draft.files.select_related("document"):
        found.setdefault(row.kind, []).append(row.document)
    return found


def file_in(draft: Draft, key: UUID) -> Document:
    row = draft.files.filter(document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document
