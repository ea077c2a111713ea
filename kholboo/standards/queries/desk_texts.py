"""What the conversion desk shows: files taken in, and who may read what is sold."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.models import Edition, Entitlement, Manifestation, Picture
from kholboo.standards.numbers import parse
from kholboo.standards.queries.texts import address_of, picture_at
from kholboo.standards.reading import CONVERTER, TextState

SHEET = 50


def latest_texts() -> QuerySet[Manifestation]:
    rows = Manifestation.objects.select_related("edition__work", "made_by")
    return rows.order_by("-made_at", "-pk")[:SHEET]


def texts_to_show() -> QuerySet[Manifestation]:
    """Whole and seen by no reader yet; of those that followed one another the last."""
    newer = Manifestation.objects.filter(
        edition=OuterRef("edition"),
        kind=OuterRef("kind"),
        language=OuterRef("language"),
        pk__gt=OuterRef("pk"),
    )
    rows = Manifestation.objects.filter(~Exists(newer), state=TextState.DRAFT, lost=0)
    return rows.select_related("edition__work", "made_by").order_by("pk")[:SHEET]


def texts_of_old_pages() -> QuerySet[Manifestation]:
    """Whose page a later converter would make worse; a person decides."""
    rows = Manifestation.objects.filter(refused_converter=CONVERTER).exclude(
        state=TextState.REPLACED
    )
    return rows.select_related("edition__work").order_by("pk")[:SHEET]


def text_at(key: int) -> Manifestation:
    """Raises NotFound."""
    rows = Manifestation.objects.select_related("edition__work", "document", "made_by", "shown_by")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound(_("There is no such text."))
    return found


def picture_of(key: int, number: int) -> Picture:
    """Raises NotFound."""
    return picture_at(text_at(key), number)


def edition_meant(words: str) -> Edition | None:
    """The edition whose number and year somebody typed."""
    parsed = parse(words)
    slug = address_of(words) if parsed and parsed.year else ""
    return Edition.objects.filter(slug=slug).select_related("work").first() if slug else None


def latest_entitlements() -> QuerySet[Entitlement]:
    rows = Entitlement.objects.select_related("edition__work", "user", "organisation", "granted_by")
    return rows.order_by("-pk")[:SHEET]


def entitlement_at(key: int) -> Entitlement:
    """Raises NotFound."""
    found = Entitlement.objects.filter(pk=key).select_related("edition__work").first()
    if found is None:
        raise NotFound(_("There is no such right to read."))
    return found


def members_to_confirm() -> QuerySet[Membership]:
    """Who says that they are of an organisation that holds a right; the oldest word first."""
    today = clock.local_date(clock.now())
    rights = Entitlement.objects.filter(until__gte=today, ended_at=None)
    holders = rights.exclude(organisation=None).values("organisation")
    rows = _members().filter(organisation__in=holders, confirmed_at=None)
    return rows.order_by("since", "pk")[:SHEET]


def member_at(key: int) -> Membership:
    """Raises NotFound."""
    found = _members().filter(pk=key).first()
    if found is None:
        raise NotFound(_("Nobody says that any more."))
    return found


def _members() -> QuerySet[Membership]:
    return Membership.objects.filter(until=None).select_related("user", "organisation")


def names_of_texts(keys: Collection[str]) -> dict[str, str]:
    rows = Manifestation.objects.filter(pk__in=keys).select_related("edition__work")
    return {str(row.pk): str(row) for row in rows}


def names_of_entitlements(keys: Collection[str]) -> dict[str, str]:
    rows = Entitlement.objects.filter(pk__in=keys)
    return {str(row.pk): row.number for row in rows}
