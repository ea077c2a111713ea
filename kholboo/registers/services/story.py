"""What happens to a certificate, told once to everybody who asks or waits."""

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.jobs import schedule
from kholboo.registers.granting import Ground
from kholboo.registers.hooks import CertificateChanged, certificate_changed
from kholboo.registers.models import Certificate, Event
from kholboo.registers.rules import EventKind

STATUS = "registers.status"  # one errand tells all changes that came together


def tell(row: Certificate, kind: EventKind, *, ground: Ground | None, actor: User | None) -> None:
    """Its story, history, the doorbell, and the list that phones keep."""
    Event.objects.create(
        certificate=row,
        kind=kind,
        at=clock.now(),
        by=actor,
        ground_reference=ground.reference if ground else "",
        ground_on=ground.on if ground else None,
        ground_text=ground.text if ground else "",
    )
    audit.record(f"registers.certificate_{kind}", row, actor=actor, number=row.number)
    certificate_changed.ring(CertificateChanged(row.pk, row.number, kind))
    schedule("registers.tell_status", once=STATUS)
