"""Builds walls around itself and becomes Tesseract: `python -I pdf/recognising.py '<json of Walls>'`.

The page comes as plain greys through standard input, its words leave as a table through standard
output: no name of a file is written to, nobody is called, and time and memory end. No Django.
"""

import json
import os
import sys
from pathlib import Path

# Isolated mode leaves only the installed packages on the path. Appended, never put first.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from kholboo.documents.cleaner.sandbox import build_walls

KINDNESS = 10  # nobody waits for it: people's pages go first


def main(asked: str) -> None:
    task = json.loads(asked)
    os.nice(KINDNESS)
    build_walls(memory=task["memory"], cpu=task["cpu"], disk=task["disk"], becomes_another=True)
    os.execv(task["command"][0], task["command"])  # noqa: S606  # never through a shell


if __name__ == "__main__":
    main(sys.argv[1])
