"""Asks the process that marks pictures (`marking.py`); no Django here, and no Pillow."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from kholboo.standards.pdf.mark import Mark
from kholboo.standards.sts.problems import Refused

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).resolve().with_name("marking.py")
SECONDS = 30  # wall clock
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def marked(picture: bytes, mark: Mark) -> bytes:
    """The same picture with the number in it, in the same form.

    Raises Refused whatever happened to the process: a picture without the number is no answer.
    """
    command = [sys.executable, "-I", "-B", str(SCRIPT), json.dumps(asdict(mark))]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            env=_ENVIRONMENT,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("resources") from error
    if done.returncode or not done.stdout or done.stdout == picture:
        log.error("mark.died code=%s errors=%r", done.returncode, done.stderr[-300:])
        raise Refused("resources")
    return done.stdout
