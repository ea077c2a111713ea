"""What somebody follows, in words and with its address."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.accounts.models import User
from kholboo.core.errors import NotFound
from kholboo.standards.models import Edition, IcsClass, Watch, Watcher, Work
from kholboo.standards.queries.catalogue import NEWEST
from kholboo.standards.queries.classes import classes_of
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.rules import Kind, Status
from kholboo.standards.watching import MOST_WATCHES, Thing


def watcher_of(person: User) -> Watcher | None:
    """None where they never followed anything."""
    return Watcher.objects.filter(person=person).select_related("person").first()


def watcher_at(key: int) -> Watcher:
    """Raises NotFound: they deleted their account."""
    found = Watcher.objects.filter(pk=key).select_related("person").first()
    if found is None:
        raise NotFound(gettext_lazy("There is no such list any more."))
    return found


def watch_of(person: User, key: int) -> Watch:
    """One of theirs. Raises NotFound."""
    found = Watch.objects.filter(pk=key, watcher__person=person).first()
    if found is None:
        raise NotFound(gettext_lazy("You do not follow this."))
    return found


def watches_of(watcher: Watcher | None) -> list[Watch]:
    """The newest first; one question."""
    rows = Watch.objects.filter(watcher=watcher) if watcher else Watch.objects.none()
    rows = rows.select_related("watcher__person", "work", "ics")
    return list(rows.order_by("-since", "-pk")[:MOST_WATCHES])


@dataclass(frozen=True)
class Followed:
    """One thing in words: what it is, where it stands, in which language its title is."""

    name: str
    title: str
    language: str
    href: str
    watch: Watch | None = None


def of_work(work: Work, newest: Edition | None) -> Followed:
    address = reverse("standards:standard", args=[work.slug])
    title, language = (newest.title, newest.language) if newest else ("", "")
    return Followed(work.number, title, language, address)


def of_class(chosen: IcsClass) -> Followed:
    address = f"{reverse('standards:catalogue')}?{urlencode({'ics': chosen.pk})}"
    return Followed(f"ICS {chosen.pk}", chosen.name, chosen.language, address)


def of_search(words: str, wanted: Wanted, known: dict[str, IcsClass]) -> Followed:
    chosen = {"q": words, **vars(wanted)}
    query = urlencode({name: value for name, value in chosen.items() if value})
    narrowed = [
        str(Status(wanted.status).label) if wanted.status else "",
        str(Kind(wanted.kind).label) if wanted.kind else "",
        str(known[wanted.ics]) if wanted.ics in known else wanted.ics,
        str(wanted.year or ""),
    ]
    name = _("“%(words)s”") % {"words": words} if words else _("All standards that are:")
    title = " · ".join(part for part in narrowed if part)
    return Followed(name, title, "", f"{reverse('standards:catalogue')}?{query}")


def followed_by(
    watches: list[Watch], asked_in: Callable[[Watch], tuple[str, Wanted]]
) -> list[Followed]:
    """Each in words; a fixed number of questions. `asked_in` opens what a search holds."""
    works = [watch.work_id for watch in watches if watch.work_id]
    newest = {row.work_id: row for row in _newest_of(works)}
    searches = {watch.pk: asked_in(watch) for watch in watches if watch.thing == Thing.SEARCH}
    known = classes_of([wanted.ics for _words, wanted in searches.values() if wanted.ics])
    found = []
    for watch in watches:
        if watch.work:
            row = of_work(watch.work, newest.get(watch.work.pk))
        elif watch.ics:
            row = of_class(watch.ics)
        else:
            row = of_search(*searches[watch.pk], known)
        found.append(replace(row, watch=watch))
    return found


def newest_of(work: Work) -> Edition | None:
    return _newest_of([work.pk])[0] if work.pk else None


def _newest_of(works: list[int]) -> list[Edition]:
    rows = Edition.objects.filter(work__in=works).defer("scope_mn", "scope_en")
    return list(rows.order_by("work", NEWEST, "-pk").distinct("work"))
