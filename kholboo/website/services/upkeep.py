"""Words grow old: who wrote a page looks at it again after a time, or on a day they chose."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail.models import Page

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.notifications.services.deliveries import send_email
from kholboo.website import rules
from kholboo.website.models import SitePage, Upkeep
from kholboo.website.queries.writers import Writers

# One run of the job; the next one goes on.
PAGES_A_RUN = 5000
NAMED_IN_A_LETTER = 20
SAID = "website.page_confirmed"


def today() -> date:
    return clock.local_date(clock.now())


def term_of(page: Page) -> timedelta | None:
    return rules.LOOK_AGAIN_AFTER.get(page.cached_content_type.model)


@transaction.atomic
def keep(page: Page) -> None:
    """A page was published: its words are of today. A day of its own counts while it is to come."""
    specific = page.specific
    own = specific.look_again_on if isinstance(specific, SitePage) else None
    term, now = term_of(page), today()
    if own is not None and own > now:
        due = own
    elif term is not None:
        due = now + term
    else:
        Upkeep.objects.filter(page_id=page.pk).delete()
        return
    Upkeep.objects.update_or_create(page_id=page.pk, defaults={"due_on": due, "told_on": None})


@transaction.atomic
def keep_missing() -> None:
    """Pages that were planted, not published: their time runs from their first day."""
    pages = Page.objects.live().filter(
        upkeep=None, depth__gt=1, content_type__model__in=rules.LOOK_AGAIN_AFTER
    )
    rows = [
        Upkeep(page=page, due_on=_born_on(page) + term)
        for page in pages.select_related("content_type")
        if (term := term_of(page)) is not None
    ]
    Upkeep.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _born_on(page: Page) -> date:
    published = page.last_published_at
    return clock.local_date(published) if published else today()


@transaction.atomic
def confirm(upkeep: Upkeep, *, actor: User) -> None:
    """Somebody read the page and it is still right: its time begins anew."""
    row = Upkeep.objects.select_for_update().get(pk=upkeep.pk)
    row.due_on, row.told_on = today() + (term_of(upkeep.page) or rules.USUAL), None
    row.save(update_fields=["due_on", "told_on"])
    audit.record(
        SAID,
        f"wagtailcore.Page:{upkeep.page_id}",
        actor=actor,
        title=upkeep.page.title[:200],
        path=upkeep.page.url_path,
    )


@transaction.atomic
def remind() -> int:
    """One letter to each owner about the pages whose day has come; once for each term."""
    now = today()
    due = Upkeep.objects.filter(told_on=None, due_on__lte=now, page__live=True)
    rows = list(
        due.select_for_update(of=("self",))
        .select_related("page__owner")
        .order_by("due_on", "pk")[:PAGES_A_RUN]
    )
    letters: dict[int, list[Page]] = defaultdict(list)
    people: dict[int, User] = {}
    writers = Writers()
    for row in rows:
        for person in _owners_of(row.page, writers):
            people[person.pk] = person
            letters[person.pk].append(row.page)
    for key, pages in letters.items():
        _write(people[key], pages, now)
    Upkeep.objects.filter(pk__in=[row.pk for row in rows]).update(told_on=now)
    return len(letters)


def _owners_of(page: Page, writers: Writers) -> list[User]:
    """Who wrote the page first, while they write for its office; else everybody who does."""
    known = writers.of(page)
    own = [person for person in known if person.pk == page.owner_id]
    return [person for person in own or known if person.email]


def _write(person: User, pages: list[Page], now: date) -> None:
    with override(person.language):
        count = len(pages)
        named = "\n".join(f"– {page.title}" for page in pages[:NAMED_IN_A_LETTER])
        more = count - NAMED_IN_A_LETTER
        if more > 0:
            named += "\n" + ngettext("and %(count)s more", "and %(count)s more", more) % {
                "count": more
            }
        send_email(
            key=f"website-upkeep-{person.pk}-{now}-{pages[0].pk}",
            to=person.email or "",
            subject=ngettext(
                "%(count)s page of your site waits for a look",
                "%(count)s pages of your site wait for a look",
                count,
            )
            % {"count": count},
            text=_(
                "Nobody has changed these pages for a long time. Please read them: correct what is"
                " no longer so, or say that all is still right.\n\n%(pages)s\n\n%(address)s"
            )
            % {"pages": named, "address": f"{settings.PUBLIC_URL}/cms/upkeep/"},
        )
