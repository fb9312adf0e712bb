"""Bounds on one file, so that none can stop a run: size, time, members of archives."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from pipeline.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; sizes in bytes, time in seconds per document.

    The bounds on a file hold for a member of an archive as well. No article is as long
    as a million characters: that is a book, or many articles in one text.
    """

    max_bytes: int = 100_000_000
    max_seconds: float = 120.0
    max_characters: int = 1_000_000
    max_members: int = 10_000
    max_unpacked_bytes: int = 1_000_000_000


class _Overrun(BaseException):
    """Time is up; no library's `except Exception` may swallow it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ReaderError if the block takes longer; seconds <= 0 sets no bound.

    Works where the system has interval timers and in the main thread, which is where
    a run and its worker processes work; elsewhere there is no bound.
    """
    if seconds <= 0 or not _has_timer():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _Overrun as fault:
        raise ReaderError(
            f"took longer than {seconds:g} seconds; split it or raise --max-seconds"
        ) from fault
    finally:
        signal.signal(signal.SIGALRM, before)


def _has_timer() -> bool:
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")


def _ring(signum: int, frame: FrameType | None) -> None:
    raise _Overrun
