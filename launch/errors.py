"""Why the product cannot start, in words its owner can act on."""


class StartError(Exception):
    """The message is a sentence for the person at the terminal: no traceback is shown."""
