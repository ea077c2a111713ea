"""Child processes that never outlive us, and are started again when they fall.

Each child leads its own process group, so Ctrl-C in the terminal reaches only the supervisor,
which then stops everybody in order. The kernel sends the child its stop signal when we die
(PR_SET_PDEATHSIG), even when we were killed without warning.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from pwd import struct_passwd

from launch.place import ROOT

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None)  # looked up before any fork: nothing may be loaded after it
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between falling and starting again
HEALTHY_AFTER = 60.0  # seconds of life after which the next fall is a first fall again


def dies_with_parent(stop: signal.Signals) -> Callable[[], None]:
    """What a fresh child runs before its program: ask the kernel for `stop` when we die."""
    parent = os.getpid()

    def tie() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
        if os.getppid() != parent:  # we died before the kernel was asked
            os._exit(1)

    return tie


def tie_to_parent() -> None:
    """End this very process, in order, when the one that started it dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path,
    stop: signal.Signals = signal.SIGTERM,
    user: struct_passwd | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a program tied to our life; what it says goes to the end of `log`.

    Another `user` may not be able to enter our folder, so their programs start in /.
    """
    # Logs name addresses and errors: nobody else on this machine reads them.
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("ab") as said:
        return subprocess.Popen(
            [str(part) for part in argv],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd="/" if user else ROOT,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            preexec_fn=dies_with_parent(stop),
        )


def end(process: "subprocess.Popen[bytes]", *, stop: signal.Signals, seconds: float) -> None:
    """Ask the process to stop, wait, then remove whatever is left of its group."""
    if process.poll() is None:
        process.send_signal(stop)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass
class Child:
    """One program of the product, kept alive."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    log: Path
    # What the kernel sends when we are killed without warning and nobody can insist any more.
    orphaned: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    pause: float = SHORTEST_PAUSE
    started: float = 0.0
    resume_at: float = field(default=0.0)

    def start(self) -> None:
        self.started, self.resume_at = time.monotonic(), 0.0
        self.process = spawn(self.argv, env=self.env, log=self.log, stop=self.orphaned)

    def watch(self) -> str | None:
        """Start again after a fall, each time with a longer pause. Says what happened, once."""
        now = time.monotonic()
        if self.resume_at:
            if now >= self.resume_at:
                self.start()
            return None
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        end(self.process, stop=signal.SIGKILL, seconds=0)  # what it left behind holds ports
        if now - self.started > HEALTHY_AFTER:
            self.pause = SHORTEST_PAUSE
        self.resume_at = now + self.pause
        sentence = f"{self.name} ended (code {code}); starting it again in {self.pause:g} s"
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return f"{sentence}. It says why in {self.log}"

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, seconds: float = 6.0) -> None:
        if self.process is not None:
            end(self.process, stop=signal.SIGTERM, seconds=seconds)
            self.process = None
