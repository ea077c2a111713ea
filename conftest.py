"""Every test runs on a real PostgreSQL: the one of DATABASE_URL, or our own under var/test."""

import os
import secrets

os.environ.setdefault("MODE", "demo")
os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("SEAL_KEY", secrets.token_hex(32))
os.environ.setdefault("MAIL", "fake")
os.environ.setdefault("SMS", "fake")
os.environ.setdefault("VAR", "var/test")
