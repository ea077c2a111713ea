"""Words and limits of the registers: what is granted, how it stands, what happened to it."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_TITLE, LONGEST_REFERENCE, LONGEST_GROUND = 300, 300, 120, 2_000
MOST_STANDARDS = 50
SHEET = 20


class Kind(TextChoices):
    """What a certificate says of its holder; document 1, item 9.

    Added to at the end only: printed codes hold the place of a kind in this list (`codes/claims.py`).
    """

    PRODUCT = "certified_product", _("certified product")
    SERVICE = "certified_service", _("certified service")
    TYPE = "approved_type", _("approved type of measuring instrument")
    BODY = "metrology_body", _("registered metrology body")
    STANDARD = "registered_standard", _("registered standard")
    HALLMARK = "hallmark", _("registered hallmark")


REGISTERS = {
    "products": Kind.PRODUCT,
    "services": Kind.SERVICE,
    "types": Kind.TYPE,
    "bodies": Kind.BODY,
    "standards": Kind.STANDARD,
    "hallmarks": Kind.HALLMARK,
}
SLUGS = {kind: slug for slug, kind in REGISTERS.items()}
NAMES = {
    Kind.PRODUCT: _("Certified products"),
    Kind.SERVICE: _("Certified services"),
    Kind.TYPE: _("Approved types of measuring instruments"),
    Kind.BODY: _("Registered metrology bodies"),
    Kind.STANDARD: _("Registered standards of organisations"),
    Kind.HALLMARK: _("Registered hallmarks"),
}
ABOUT = {
    Kind.PRODUCT: _("Products whose conformity with a standard the agency has certified."),
    Kind.SERVICE: _("Services whose conformity with a standard the agency has certified."),
    Kind.TYPE: _("Measuring instruments whose type was tested and approved."),
    Kind.BODY: _("Who may make, import, install or repair measuring instruments."),
    Kind.STANDARD: _("Standards of organisations and of other countries, registered for use."),
    Kind.HALLMARK: _("Marks of makers of articles of precious metal."),
}


class State(TextChoices):
    """How a certificate stands. Withdrawn and expired are ends; suspended is not."""

    VALID = "valid", _("valid")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("certificate withdrawn")
    EXPIRED = "expired", _("expired")


class EventKind(TextChoices):
    GRANTED = "granted", _("The certificate was granted")
    SUSPENDED = "suspended", _("The certificate was suspended")
    RESUMED = "resumed", _("The certificate is valid again")
    WITHDRAWN = "withdrawn", _("The certificate was withdrawn")
    EXPIRED = "expired", _("The term of the certificate ended")
    RENEWED = "renewed", _("A new certificate follows this one")


# What each event leaves a certificate in; a renewal of one leaves it as it is.
AFTER = {
    EventKind.GRANTED: State.VALID,
    EventKind.SUSPENDED: State.SUSPENDED,
    EventKind.RESUMED: State.VALID,
    EventKind.WITHDRAWN: State.WITHDRAWN,
    EventKind.EXPIRED: State.EXPIRED,
}
BEFORE = {
    EventKind.SUSPENDED: {State.VALID},
    EventKind.RESUMED: {State.SUSPENDED},
    EventKind.WITHDRAWN: {State.VALID, State.SUSPENDED},
    EventKind.EXPIRED: {State.VALID, State.SUSPENDED},
}


class Outcome(TextChoices):
    """What became of a proposal to withdraw."""

    OPEN = "open", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("not accepted")


def state_on(day: date, *, state: str, valid_until: date | None) -> State:
    """The kept state, or expired although no job has said so yet."""
    kept = State(state)
    is_over = valid_until is not None and valid_until < day
    return State.EXPIRED if is_over and kept in (State.VALID, State.SUSPENDED) else kept
