"""Telling everybody who signed a joint petition that it was answered; run by a job."""

from django.db import transaction

from kholboo.core.jobs import schedule
from kholboo.core.seal import Unsealable
from kholboo.feedback.models import CaseEvent, Signature
from kholboo.feedback.services.holding import hold_for_message
from kholboo.feedback.services.messages import sign_link
from kholboo.feedback.signers import signer_of
from kholboo.notifications.rendering import render_text
from kholboo.notifications.services.deliveries import send_sms

BATCH = 200


@transaction.atomic
def tell_signers(event_id: int, *, after: int) -> None:
    """Promise one SMS to each signer of a batch, then queue the next batch. Safe to repeat:
    each message has a key made of the event and the signature.
    """
    event = CaseEvent.objects.select_related("case").filter(pk=event_id).first()
    if event is None or not hold_for_message(event_id):
        return
    found = Signature.objects.filter(case_id=event.case_id, pk__gt=after).order_by("pk")
    rows = list(found[:BATCH])
    for row in rows:
        _tell(event, row)
    if len(rows) == BATCH:
        schedule("feedback.tell_signers", event_id=event.pk, after=rows[-1].pk)


def _tell(event: CaseEvent, row: Signature) -> None:
    try:
        signer = signer_of(row)
    except Unsealable:  # erased: nobody is left to be told
        return
    context = {"case": event.case, "link": sign_link(event.case)}
    text = render_text("feedback/messages/signed.txt", language=row.language, context=context)
    send_sms(key=f"feedback:{event.pk}:signer:{row.pk}", to=signer.phone, text=text)
