"""A PostgreSQL of our own, started as our child: it lives and dies with us.

It listens on a socket in a private folder and on no network address. PostgreSQL refuses to run
as root, so root hands it to `postgres` or `nobody`; when that user cannot enter VAR, the data
stand under /var/tmp and VAR keeps a link to them. Choices: docs/decisions/0005-embedded-postgres.md.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from launch.binaries import Binaries, choose, readable_copy
from launch.children import end, spawn
from launch.errors import StartError

USER = "kholboo"
LONGEST_SOCKET = 107  # bytes in sockaddr_un.sun_path without the final zero
STARTS_WITHIN, STOPS_WITHIN = 60.0, 15.0  # seconds; recovery after a crash takes its time
CLEAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}  # no PG* of the caller


@dataclass
class Server:
    """A running server. `stop()` before leaving; if we are killed, the kernel stops it."""

    binaries: Binaries
    base: Path
    sockets: Path
    options: list[str]
    owner: pwd.struct_passwd | None
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def data(self) -> Path:
        return self.base / "data"

    def url(self, name: str) -> str:
        return f"postgresql://{USER}@/{quote(name)}?host={quote(str(self.sockets), safe='')}"

    def start(self) -> None:
        """Raise StartError when the server does not answer, or damages Mongolian text."""
        _wait_for_the_old_one(self.data)
        deadline = time.monotonic() + STARTS_WITHIN
        tries = 5  # after a killed server, its last children hold the shared memory for a moment
        while True:
            if self.process is None or self.process.poll() is not None:
                if not tries:
                    break
                tries -= 1
                self._launch()
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                    return assert_mongolian(connection, install=True)
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    break
                time.sleep(0.02)
        raise StartError(f"PostgreSQL does not start. It says why in {self.log}")

    def _launch(self) -> None:
        if self.process is not None:
            time.sleep(0.5)
        for stale in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        argv: list[str | Path] = [self.binaries.folder / "postgres", "-D", self.data, *self.options]
        self.process = spawn(argv, env=CLEAN, log=self.log, stop=signal.SIGINT, user=self.owner)

    def create(self, name: str) -> str:
        """Make the database if it is not there; its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def remark(self, name: str) -> str:
        """What `set_remark` last wrote on this database; it goes away with the database."""
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        with psycopg.connect(self.url("postgres")) as connection:
            row = connection.execute(query, [name]).fetchone()
        return (row and row[0]) or ""

    def set_remark(self, name: str, text: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), text)
            )

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, stop=signal.SIGINT, seconds=STOPS_WITHIN)
            self.process = None
        if self.sockets.parent != self.base:
            shutil.rmtree(self.sockets, ignore_errors=True)


@contextmanager
def running(
    folder: Path, *, log: Path, source: str = "auto", durable: bool = True
) -> Iterator[Server]:
    """A server with its data in `folder`, stopped on leaving.

    Only one owner may use a folder at a time: claim it first (`place.claimed`).
    `durable=False` skips fsync: for tests, never for anything people wrote.
    """
    owner = _unprivileged_owner()
    base = _base_for(folder, owner)
    version = base / "data" / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    binaries = _runnable(choose(source, major=major), base, owner)
    if major is None:
        _initialise(binaries, base, owner, log)
    sockets = _socket_folder(base, owner)
    server = Server(binaries, base, sockets, _options(sockets, durable=durable), owner, log)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def assert_mongolian(connection: "psycopg.Connection", *, install: bool = False) -> None:
    """Refuse a database that cannot capitalise or search Mongolian (locale C cannot)."""
    if install:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    row = connection.execute("SELECT upper('ө') = 'Ө', show_trgm('өргөдөл') <> '{}'").fetchone()
    if row != (True, True):
        raise StartError(
            "This database cannot work with Mongolian letters: its locale is not a UTF-8 one. "
            "Create it again with LC_CTYPE 'C.UTF-8' and encoding UTF8."
        )


def _options(sockets: Path, *, durable: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": f"{_buffers()}MB",
        # A large filling would otherwise stop every few seconds to write all pages anew.
        "max_wal_size": "4GB",
        "timezone": "UTC",
        "jit": "off",
        "log_min_messages": "warning",
        # A failed statement carries what people wrote, and its detail their phone: not into a log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if not durable:
        settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _buffers() -> int:
    """Megabytes of the server's own cache: an eighth of the machine's memory, 128 to 1024."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(128, min(memory // 8, 1024))


def _unprivileged_owner() -> pwd.struct_passwd | None:
    """Whom root hands the server to; None when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise StartError("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _may(owner: pwd.struct_passwd, *command: str | Path) -> bool:
    """True when the command succeeds as that user: asking is surer than reading modes."""
    try:
        asked = subprocess.run(
            [str(part) for part in command],
            user=owner.pw_uid,
            group=owner.pw_gid,
            extra_groups=[],
            cwd="/",
            env=CLEAN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except PermissionError:  # the program itself is out of reach
        return False
    return asked.returncode == 0


def _base_for(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """The real folder of data and socket, private to the server's user."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    base = folder
    if (
        owner
        and not folder.is_symlink()
        and not _may(owner, "/bin/sh", "-c", 'cd "$0"', folder.parent)
    ):
        mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        folder.symlink_to(f"/var/tmp/kholboo-{mark}")  # noqa: S108
    base = folder.resolve()
    base.mkdir(mode=0o700, exist_ok=True)
    user = owner.pw_uid if owner else os.geteuid()
    if base.stat().st_uid not in (user, os.geteuid()):
        name = pwd.getpwuid(base.stat().st_uid).pw_name
        raise StartError(f"{base} belongs to {name}. Start as that user, or set VAR elsewhere.")
    if owner:
        os.chown(base, owner.pw_uid, owner.pw_gid)
    return base


def _runnable(binaries: Binaries, base: Path, owner: pwd.struct_passwd | None) -> Binaries:
    if owner is None or _may(owner, binaries.folder / "postgres", "--version"):
        return binaries
    if binaries.source == "wheel":
        return readable_copy(binaries, base)
    raise StartError(f"The user {owner.pw_name} may not run {binaries.folder}/postgres.")


def _initialise(binaries: Binaries, base: Path, owner: pwd.struct_passwd | None, log: Path) -> None:
    """Make the data folder whole or not at all: an interrupted try leaves nothing to trip over."""
    fresh = base / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    argv: list[str | Path] = [
        binaries.folder / "initdb", "-D", fresh, "-U", USER, "--auth=trust",
        "--locale=C.UTF-8", "--encoding=UTF8",
    ]  # fmt: skip
    if spawn(argv, env=CLEAN, log=log, user=owner).wait() != 0:
        raise StartError(f"PostgreSQL could not make its data folder. It says why in {log}")
    fresh.rename(base / "data")


def _socket_folder(base: Path, owner: pwd.struct_passwd | None) -> Path:
    folder = base / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET:
        folder = Path(tempfile.mkdtemp(prefix="kholboo-", dir="/tmp"))
    folder.mkdir(mode=0o700, exist_ok=True)
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def _wait_for_the_old_one(data: Path) -> None:
    """A server whose owner was killed is still closing: let it finish. The dead do not count.

    The number in postmaster.pid may belong to a zombie or, by now, to somebody else's program;
    only a living process that stands in our data folder is a server.
    """
    deadline = time.monotonic() + STOPS_WITHIN
    while (number := _server_in(data)) is not None:
        if time.monotonic() > deadline:
            raise StartError(f"Another PostgreSQL (process {number}) still uses {data}. Stop it.")
        with suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGINT)
        time.sleep(0.2)


def _server_in(data: Path) -> int | None:
    try:
        number = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
        stands_in = Path(f"/proc/{number}/cwd").resolve(strict=True)
    except (OSError, ValueError):
        return None
    return number if state != "Z" and stands_in == data.resolve() else None
