"""Reading the links of pages, and asking other sites whether theirs still lead somewhere.

Nobody asks another site while a page is shown, nor inside a transaction: a job does, through the
one way out (`core.egress`), which dials public addresses only.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urljoin

import httpx
from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from kholboo.core import clock
from kholboo.core.egress import Barred, Egress, origin_of
from kholboo.core.errors import Unreachable
from kholboo.website import rules
from kholboo.website.models import Attachment, OutsideAddress, PageLink
from kholboo.website.models.links import Fault, LinkKind
from kholboo.website.queries.links import Ground, Link, links_in

Way = Callable[[str], Egress]
DEADLINE = 10.0
MOVED = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
# Sites that turn machines away show their page to people all the same.
SHY = frozenset({401, 403, 405, 406, 429, 451, 999})


def read_page(key: int) -> None:
    """Take down the links of one page as it is published now; of one that is not, none."""
    page = Page.objects.filter(pk=key, live=True).specific().first()
    if page is None:
        PageLink.objects.filter(page_id=key).delete()
    else:
        _read(page, Ground())


def read_all() -> None:
    """The same for every page, because addresses of ours come and go without them."""
    ground = Ground()
    for page in Page.objects.live().filter(depth__gt=1).specific().iterator(chunk_size=200):
        _read(page, ground)
    PageLink.objects.exclude(page__live=True).delete()
    OutsideAddress.objects.filter(links=None).delete()


@transaction.atomic
def _read(page: Page, ground: Ground) -> None:
    here = ground.site_of(page)
    links = links_in(page) if here is not None else []
    wanted = {(link.kind.value, link.address) for link in links}
    known = {(row.kind, row.address): row for row in PageLink.objects.filter(page_id=page.pk)}
    gone = [row.pk for place, row in known.items() if place not in wanted]
    PageLink.objects.filter(pk__in=gone).delete()
    outside = _addresses(link.address for link in links if link.kind == LinkKind.OUTSIDE)
    pages, files = _there(links)
    rows = [
        PageLink(
            page_id=page.pk,
            kind=link.kind,
            address=link.address,
            words=link.words,
            to_page_id=link.key if link.kind == LinkKind.PAGE and link.key in pages else None,
            to_file_id=link.key if link.kind == LinkKind.FILE and link.key in files else None,
            outside=outside.get(link.address) if link.kind == LinkKind.OUTSIDE else None,
            is_missing=link.kind == LinkKind.PATH
            and here is not None
            and not ground.leads_somewhere(link.address, here),
        )
        for link in links
    ]
    PageLink.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["page", "kind", "address"],
        update_fields=["words", "to_page", "to_file", "outside", "is_missing"],
    )


def _addresses(wanted: Iterable[str]) -> dict[str, OutsideAddress]:
    """Rows for these addresses; a new one is asked with the next run."""
    addresses = list(wanted)
    OutsideAddress.objects.bulk_create(
        [OutsideAddress(address=address, next_at=clock.now()) for address in addresses],
        ignore_conflicts=True,
    )
    return {row.address: row for row in OutsideAddress.objects.filter(address__in=addresses)}


def _there(links: list[Link]) -> tuple[set[int], set[int]]:
    """Numbers of the pages and files among these that exist."""
    pages = [link.key for link in links if link.kind == LinkKind.PAGE and link.key]
    files = [link.key for link in links if link.kind == LinkKind.FILE and link.key]
    return (
        set(Page.objects.filter(pk__in=pages).values_list("pk", flat=True)) if pages else set(),
        set(Attachment.objects.filter(pk__in=files).values_list("pk", flat=True))
        if files
        else set(),
    )


def public_way(origin: str) -> Egress:
    return Egress([origin], deadline=DEADLINE)


def ask_due(*, now: datetime, way: Way = public_way) -> int:
    """Ask the addresses whose day has come; returns how many were judged.

    When nothing at all answers, the line is ours and not theirs: then nobody is judged.
    """
    began, found = time.monotonic(), []
    due = OutsideAddress.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    for row in due[: rules.ADDRESSES_A_RUN]:
        if time.monotonic() - began > rules.SECONDS_A_RUN:
            break
        found.append((row, fault_at(row.address, way)))
    if found and all(fault == Fault.SILENT for _row, fault in found) and not _is_online(way):
        OutsideAddress.objects.filter(pk__in=[row.pk for row, _fault in found]).update(
            next_at=now + rules.ASK_FAILED_AGAIN
        )
        return 0
    for row, fault in found:
        _judge(row, fault, now)
    return len(found)


def _is_online(way: Way) -> bool:
    """Whether some address that was in order the last time answers now."""
    good = OutsideAddress.objects.filter(fault=Fault.NONE, asked_at__isnull=False)
    witnesses = good.order_by("-asked_at").values_list("address", flat=True)[:2]
    return any(fault_at(address, way) != Fault.SILENT for address in witnesses)


def _judge(row: OutsideAddress, fault: Fault, now: datetime) -> None:
    row.failures = row.failures + 1 if fault else 0
    row.fault = fault
    row.is_broken = fault in (Fault.GONE, Fault.BARRED) or row.failures >= rules.BROKEN_AFTER
    row.asked_at = now
    row.next_at = now + (rules.ASK_FAILED_AGAIN if fault else rules.ASK_AGAIN)
    row.save(update_fields=["failures", "fault", "is_broken", "asked_at", "next_at"])


def fault_at(address: str, way: Way) -> Fault:
    """What is wrong with an address of another site, followed over a few moves, each looked at
    anew: a site may lead us nowhere a link may not."""
    for _hop in range(rules.HOPS):
        try:
            answer = way(origin_of(address)).look(
                address, headers={"User-Agent": f"Kholboo links ({settings.PUBLIC_URL})"}
            )
        except Barred:
            return Fault.BARRED
        except Unreachable:
            return Fault.SILENT
        except (ValueError, httpx.InvalidURL):
            return Fault.ERROR
        if answer.status not in MOVED or "location" not in answer.headers:
            return _said_by(answer.status)
        address = urljoin(address, answer.headers["location"])
    return Fault.ERROR


def _said_by(status: int) -> Fault:
    if status in GONE:
        return Fault.GONE
    return Fault.NONE if status < 400 or status in SHY else Fault.ERROR
