"""Which national store is real: read once from the environment (`config/env.py`)."""

from functools import lru_cache

import httpx
from django.conf import settings

from kholboo.core.egress import Egress
from kholboo.standards.estandard.client import EstandardClient
from kholboo.standards.estandard.fake import FakeStore
from kholboo.standards.estandard.port import NationalStore

# The simulator of the demo stands here; in production no private address is ever dialled.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@lru_cache(maxsize=1)
def national_store() -> NationalStore | None:
    """None where the catalogue is not tied to the store."""
    env = settings.STANDARDS
    if env.estandard == "off":
        return None
    if env.estandard == "fake":
        return FakeStore()
    is_simulator = env.is_demo and httpx.URL(env.estandard_url).host in LOOPBACK
    return EstandardClient(
        env.estandard_url,
        key=env.estandard_key.get_secret_value(),
        egress=Egress([env.estandard_url], private_hosts=LOOPBACK if is_simulator else ()),
    )
