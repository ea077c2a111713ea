"""What belongs to the app on a phone: kept from its first day, shown without network, never kept.

Houses above say it in their `AppConfig.ready`; the worker (`static/ui/app/worker.js`) reads it
from the top of `/sw.js`. Addresses are the Mongolian ones.
"""

from dataclasses import dataclass, field


@dataclass
class Shell:
    """`pages` are the same for everybody: no name, no token. `instead` of pages whose address
    begins so (`*` is any one piece), another is shown while there is no network. Nothing under `never` is stored, ever.
    `scripts` are static files the worker runs beside its own.
    """

    pages: list[str] = field(default_factory=lambda: ["/", "/offline/", "/more/", "/saved/"])
    instead: dict[str, str] = field(default_factory=dict)
    never: list[str] = field(default_factory=lambda: ["/api/", "/health/"])
    scripts: list[str] = field(default_factory=list)

    def add(
        self,
        *,
        pages: tuple[str, ...] = (),
        instead: dict[str, str] | None = None,
        never: tuple[str, ...] = (),
        scripts: tuple[str, ...] = (),
    ) -> None:
        """Safe to repeat."""
        self.pages += [page for page in pages if page not in self.pages]
        self.instead |= instead or {}
        self.never += [start for start in never if start not in self.never]
        self.scripts += [script for script in scripts if script not in self.scripts]


shell = Shell()
