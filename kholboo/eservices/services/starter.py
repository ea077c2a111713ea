"""The procedures an installation begins with. Loading them again adds what is missing only.

Their terms, fees and steps are samples: the demonstration publishes them, elsewhere they wait as
drafts until the agency has confirmed them.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from kholboo.agency.models import Service
from kholboo.core import clock
from kholboo.eservices.models import Procedure
from kholboo.eservices.services import publishing

FOLDER = Path(__file__).resolve().parent.parent / "procedures"
FROM = date(2025, 1, 1)


def load(*, is_demo: bool) -> None:
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        _load(folder, is_demo=is_demo)


def _load(folder: Path, *, is_demo: bool) -> None:
    bundles = [read_files(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    said = json.loads(bundles[0]["procedure.json"])
    if Procedure.objects.filter(key=said["key"]).exists():
        return
    procedure = _procedure(said)
    # One after another: the next begins with the next year, so that both can be looked at.
    turn = date(clock.agency_year(clock.now()) + 1, 1, 1)
    days = [FROM, *(turn.replace(year=turn.year + place) for place in range(len(bundles) - 1))]
    for files, since, until in zip(bundles, days, [*days[1:], None], strict=True):
        version = publishing.draft(procedure, files, actor=None, is_sample=True)
        if is_demo:
            publishing.publish(version, since=since, until=until, actor=None)


def _procedure(said: dict[str, Any]) -> Procedure:
    service = Service.objects.get(code=said["service"])
    procedure = Procedure.objects.create(
        key=said["key"],
        service=service,
        name_mn=said["title"]["mn"],
        name_en=said["title"]["en"],
        is_sample=bool(said.get("sample")),
    )
    procedure.offices.set(service.offices.all())
    return procedure


def read_files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
