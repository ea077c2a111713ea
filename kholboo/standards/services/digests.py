"""Telling those who follow: one letter a person and way a day at most, each piece of news once.

The letters, the page they lead to and how far each was told are one transaction for each batch:
whoever runs it twice, beside another or into its own death, tells nobody twice and leaves nobody out.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kholboo.core import clock
from kholboo.notifications.models import Delivery, Device
from kholboo.notifications.queries import devices_by_topic
from kholboo.notifications.rendering import Message, render_message
from kholboo.notifications.rules import sms_parts
from kholboo.notifications.services.deliveries import (
    Notice,
    email_of,
    promise_all,
    push_of,
    sms_of,
)
from kholboo.standards.models import Digest, Edition, Watch, Watcher
from kholboo.standards.queries import told
from kholboo.standards.queries.hits import Hits, Opened, hits_of
from kholboo.standards.queries.told import Happened
from kholboo.standards.services import news, watching
from kholboo.standards.watching import NEWS, Way, token_of

AT_ONCE = 500  # watchers in one transaction
MOST_PARTS = 2  # of an SMS


def tell_all() -> int:
    """What is still to tell today; how many letters were promised. Safe to repeat."""
    day = clock.local_date(clock.now())
    last, promised = news.gather(day), 0
    while True:
        seen, letters = tell_batch(day, last)
        promised += letters
        if not seen:
            return promised


@transaction.atomic
def tell_batch(day: date, last: int) -> tuple[int, int]:
    """Some of those who were not told up to `last`: how many were looked at, how many letters."""
    # Who is in another worker's hands is left to it; what it cannot finish is found the next time.
    due = Watcher.objects.select_for_update(skip_locked=True, of=("self",))
    due = due.filter(Q(told_on=None) | Q(told_on__lt=day), told__lt=last, person__is_active=True)
    watchers = list(due.select_related("person").order_by("pk")[:AT_ONCE])
    if not watchers:
        return 0, 0
    hits = hits_of(watchers, _searches_of(watchers), last=last)
    letters = _letters(watchers, hits, day)
    Digest.objects.bulk_create(
        Digest(watcher_id=key, day=day, news=one.news, has_more=one.has_more)
        for key, one in hits.items()
    )
    promise_all(letters)
    keys = [row.pk for row in watchers]
    Watcher.objects.filter(pk__in=keys).update(told=last)
    Watcher.objects.filter(pk__in=list(hits)).update(told_on=day)
    return len(watchers), len(letters)


def _searches_of(watchers: list[Watcher]) -> Iterable[Opened]:
    rows = Watch.objects.filter(watcher__in=watchers).exclude(mark="")
    by_key = {row.pk: row for row in watchers}
    for watch in rows:
        watch.watcher = by_key[watch.watcher_id]
        asked = watching.asked_in(watch)
        yield Opened(watch, asked.words, asked.wanted)


def _letters(watchers: list[Watcher], hits: dict[int, Hits], day: date) -> list[Delivery]:
    said = told.read({key for one in hits.values() for key in one.news})
    phones = devices_by_topic([row.topic for row in watchers if row.pk in hits], NEWS)
    letters: list[Delivery] = []
    for watcher in watchers:
        if watcher.pk in hits:
            letters += _letters_of(watcher, said, hits[watcher.pk], day)
            letters += _notices_of(watcher, phones.get(watcher.topic, []), day)
    return letters


def _letters_of(watcher: Watcher, said: told.Told, hits: Hits, day: date) -> Iterator[Delivery]:
    key = f"standards:told:{watcher.pk}:{day}"
    with translation.override(watcher.person.language):
        lines = said.lines(hits.news)
        for way in watcher.ways:
            if way == Way.SMS:
                text = _short(lines, _link("standards:told", token_of(watcher.pk, day, way)))
                yield sms_of(key=f"{key}:sms", to=watcher.person.phone or "", text=text)
            else:
                end = _link("standards:told_stop", token_of(watcher.pk, day, way))
                message = _email(watcher, lines, hits, end)
                yield email_of(
                    key=f"{key}:email",
                    to=watcher.person.email or "",
                    subject=message.subject,
                    text=message.text,
                    unsubscribe=end,
                )


def _email(watcher: Watcher, lines: list[Happened], hits: Hits, end: str) -> Message:
    return render_message(
        "standards/messages/news",
        language=watcher.person.language,
        context={
            "lines": [(row, _standard(row.edition), _standard(row.successor)) for row in lines],
            "has_more": hits.has_more,
            "first": lines[0].edition.designation if lines else "",
            "more": len(lines) - 1,
            "mine": _link("standards:watches"),
            "end": end,
        },
    )


def _short(lines: list[Happened], link: str) -> str:
    """The fullest words that leave room for the link in two parts of an SMS."""
    texts = [f"{words} {link}" for words in told.sms_of(lines)]
    return next((text for text in texts if sms_parts(text) <= MOST_PARTS), texts[-1])


def _notices_of(watcher: Watcher, phones: list[Device], day: date) -> Iterator[Delivery]:
    """Nothing of what somebody follows is said on a locked screen."""
    for device in phones:
        with translation.override(device.language):
            notice = Notice(
                title=_("Standards agency"),
                text=_("There is news about standards you follow."),
                address=_link("standards:told", token_of(watcher.pk, day, "push")),
                tag="standards",
            )
            yield push_of(
                key=f"standards:told:{watcher.pk}:{day}:push", device=device, notice=notice
            )


def _standard(edition: Edition | None) -> str:
    return _link("standards:standard", edition.slug) if edition else ""


def _link(name: str, *args: str) -> str:
    """In the language that is switched on."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"
