"""A simulator is a small process of its own that dies with whoever started it."""

import contextlib
import ctypes
import json
import os
import signal
import sys
import threading
from types import FrameType

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Ask Linux for SIGTERM when the starter ends, however it ends. Elsewhere: nothing."""
    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("the starter ended before we began")


def stop_signal() -> threading.Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def say_ready(**facts: object) -> None:
    """One JSON line for the starter: which ports were taken (0 asks for any free one)."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps({"ready": True, **facts}) + "\n")
        sys.stdout.flush()
