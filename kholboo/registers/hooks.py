"""Facts this house announces."""

from dataclasses import dataclass

from kholboo.core.hooks import Hook


@dataclass(frozen=True)
class CertificateChanged:
    """A certificate was granted, suspended, resumed, withdrawn or renewed, or its term ended.

    `what` is a value of `rules.EventKind`.
    """

    certificate_id: int
    number: str
    what: str


certificate_changed: Hook[CertificateChanged] = Hook("registers.certificate_changed")
