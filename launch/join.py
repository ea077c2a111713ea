"""Run one command beside the product: in its environment when it runs, else in our own.

`make fill`, `make bench` and `make prove` go through here, so they work with or without a
running product and always meet a prepared database.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from launch import place
from launch.errors import StartError
from launch.place import ROOT, Busy
from launch.run import Product, stoppable


def main(command: list[str]) -> int:
    if not command:
        raise StartError("Say which command: python -m launch join python -m bench")
    var = place.var_from_environment(place.port_from_environment())
    with ExitStack() as stack:
        stack.enter_context(stoppable())
        try:
            stack.enter_context(place.claimed(var))
        except Busy as busy:
            if "env" not in busy.note:
                raise
            return run(command, busy.note["env"])
        product = Product(place.port_from_environment(), var, stack)
        product.start_database()
        return run(command, product.env)


def run(command: list[str], env: dict[str, str]) -> int:
    """The command with our terminal; its exit code is ours."""
    program = sys.executable if command[0] == "python" else command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=Path(ROOT), env={**os.environ, **env}, check=False
    ).returncode
