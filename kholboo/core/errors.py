"""Every way a request may be refused, in words that do not know about HTTP.

DomainError
├── RuleBroken     the law or a rule of the house says no; the person can change something
├── NotAllowed     a known person lacks the right
├── NotFound       there is no such thing, or the asker may not know that there is
├── TooMany        the asker must wait; `seconds` says how long
└── Unreachable    another organisation's system did not answer; trying again is safe
"""


class DomainError(Exception):
    """Base of all refusals; `code` is for machines and never changes, `message` is for people.

    `message` is a (lazily) translated sentence the reader can act on; `field` names the form
    field it belongs to; `facts` are plain values for logs and machine answers.
    """

    code = "refused"

    def __init__(self, message: object, *, field: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self._message = message
        self.field = field
        self.facts = facts

    @property
    def message(self) -> str:
        """The sentence in the language active now (messages are lazy translations)."""
        return str(self._message)

    def __str__(self) -> str:
        return self.message


class RuleBroken(DomainError):
    code = "rule_broken"


class NotAllowed(DomainError):
    code = "not_allowed"


class NotFound(DomainError):
    code = "not_found"


class TooMany(DomainError):
    """A rate limit is reached; `seconds` is how long to wait before the next try."""

    code = "too_many"

    def __init__(self, message: object, *, seconds: int) -> None:
        super().__init__(message, seconds=seconds)
        self.seconds = seconds


class Unreachable(DomainError):
    """Another organisation's system did not answer; trying again later is safe."""

    code = "unreachable"
