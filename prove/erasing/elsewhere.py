"""Counts the canaries (a dict on the input) in the database and folder the environment names."""

import json
import os
import sys
from pathlib import Path

from prove.erasing.canary import Canaries
from prove.within import set_up


def main() -> None:
    values = json.load(sys.stdin)
    values["voice"] = bytes.fromhex(values["voice"])
    set_up()
    from prove.erasing.search import everything

    found = everything(Canaries(**values), [Path(os.environ["VAR"])])
    for name, where in found.items():
        print(f"found: {name} in {where}", file=sys.stderr)
    print(len(found))


if __name__ == "__main__":
    main()
