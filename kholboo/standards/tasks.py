"""Errands of the catalogue."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.accounts.queries import person
from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.standards.queries.files import file_to_publish
from kholboo.standards.services import (
    comment_contacts,
    digests,
    enquiry_letters,
    estandard,
    finding,
    importing,
    reconverting,
    samples,
    scans,
    unmet,
    watching,
)
from kholboo.standards.wiring import national_store


@app.task(name="standards.publish_file", queue="clock")
def publish_file(file_id: int) -> None:
    importing.work_off(file_to_publish(file_id))


@app.periodic(cron="7 * * * *", periodic_id="standards-recount")
@app.task(name="standards.recount", queue="clock", queueing_lock="standards.recount")
@beats(_("Counts which standards are in force"))
def recount(timestamp: int) -> None:
    finding.enter_missing()
    finding.recount(clock.local_date(clock.now()))


@app.periodic(cron="40 17 * * *", periodic_id="standards-forget-unmet")
@app.task(name="standards.forget_unmet", queue="clock", queueing_lock="standards.forget-unmet")
@beats(_("Deletes old words that found no standard"))
def forget_unmet(timestamp: int) -> None:
    unmet.forget(clock.local_date(clock.now()))


@app.task(name="standards.sync_store", queue="clock", lock="standards.sync_store")
def sync_store(actor_id: int) -> None:
    """One at a time; asked for by a person, who so proposes what comes."""
    store = national_store()
    if store is not None:
        estandard.sync(store, actor=person(actor_id))


@app.periodic(cron="*/10 * * * *", periodic_id="standards-sync-store")
@app.task(
    name="standards.sync_in_turn",
    queue="clock",
    lock="standards.sync_store",
    queueing_lock="standards.sync_in_turn",
)
@beats(_("Compares the catalogue with estandard.gov.mn"))
def sync_in_turn(timestamp: int) -> None:
    """Nothing while the catalogue is not tied to the store."""
    store = national_store()
    if store is not None:
        estandard.sync_in_turn(store)


@app.periodic(cron="23 18 * * *", periodic_id="forget-comment-contacts")
@app.task(
    name="standards.forget_contacts", queue="clock", queueing_lock="standards.forget_contacts"
)
@beats(_("Forgets addresses of those who commented on drafts"))
def forget_contacts(timestamp: int) -> None:
    comment_contacts.forget_old()


@app.periodic(cron="11 1 * * *", periodic_id="standards-tell-closed")
@app.task(name="standards.tell_closed", queue="clock", queueing_lock="standards.tell_closed")
@beats(_("Tells those who commented that an enquiry is over"))
def tell_closed(timestamp: int) -> None:
    enquiry_letters.tell_closed()


@app.task(name="standards.draw_pdf", queue="clock")
def draw_pdf(text_id: int) -> None:
    samples.draw(text_id)


@app.periodic(cron="10 1-11 * * *", periodic_id="standards-tell")
@app.task(name="standards.tell", queue="clock", queueing_lock="standards.tell")
@beats(_("Tells those who follow standards what is new"))
def tell(timestamp: int) -> None:
    """Of the day's news once, from nine in the morning; later hours finish what stopped."""
    digests.tell_all()


@app.periodic(cron="50 17 * * *", periodic_id="standards-forget-told")
@app.task(name="standards.forget_told", queue="clock", queueing_lock="standards.forget_told")
@beats(_("Forgets what letters about standards told"))
def forget_told(timestamp: int) -> None:
    watching.forget_old()


@app.periodic(cron="*/10 * * * *", periodic_id="standards-convert-anew")
@app.task(name="standards.convert_anew", queue="clock", queueing_lock="standards.convert_anew")
@beats(_("Makes pages of standards anew after a better converter came"))
def convert_anew(timestamp: int) -> None:
    reconverting.convert_waiting()


@app.task(name="standards.read_scan", queue="clock", lock="standards.read_scan")
def read_scan(page_id: int) -> None:
    """One page at a time: a book of scans leaves the other hands of the worker free."""
    scans.read(page_id)


@app.periodic(cron="37 * * * *", periodic_id="standards-ask-for-scans")
@app.task(name="standards.ask_for_scans", queue="clock", queueing_lock="standards.ask_for_scans")
@beats(_("Has scanned pages read that still wait"))
def ask_for_scans(timestamp: int) -> None:
    scans.ask_for_waiting()
