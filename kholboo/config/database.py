"""A database address as Django settings."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…`; the host may be a socket folder.

    Raises ValueError when the address is not a PostgreSQL one.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": parts.port or options.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }
