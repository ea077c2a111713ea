"""What templates of the catalogue ask."""

from django.template import Library

from kholboo.standards.rules import Status

register = Library()
LOOKS = {
    Status.IN_FORCE: ("good", "check"),
    Status.COMING: ("action", "clock"),
    Status.REPLACED: ("warn", "arrow-right"),
    Status.WITHDRAWN: ("bad", "x"),
    Status.UNCONFIRMED: ("plain", "info"),
    Status.DRAFT: ("plain", "pencil"),
}


@register.filter
def look(status: Status) -> tuple[str, str]:
    """Colour and sign of the chip that says where an edition stands."""
    return LOOKS[status]
