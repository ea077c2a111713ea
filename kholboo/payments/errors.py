"""The one refusal of outside systems that trying again does not help."""

from kholboo.core.errors import DomainError


class Refused(DomainError):
    """They will not do this, however often they are asked; `facts["word"]` is their bare code."""

    code = "refused_outside"

    @property
    def word(self) -> str:
        return str(self.facts.get("word", ""))[:60]
