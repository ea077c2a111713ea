"""What templates of the registers ask."""

from django.template import Library

from kholboo.registers.rules import State

register = Library()
LOOKS = {
    State.VALID: ("good", "check"),
    State.SUSPENDED: ("warn", "clock"),
    State.WITHDRAWN: ("bad", "x"),
    State.EXPIRED: ("plain", "history"),
}


@register.filter
def look(state: State) -> tuple[str, str]:
    """Colour and sign of the chip that says how a certificate stands."""
    return LOOKS[state]
