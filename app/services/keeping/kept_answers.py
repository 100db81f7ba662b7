"""Heavy answers kept for whoever asks the same again: a few of the latest, of any session, never changed once made.

What is kept holds no right: each use case checks who asks, then hides what they may not read.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

Answer = TypeVar("Answer")

MOST = 48
_kept: OrderedDict[Hashable, object] = OrderedDict()
_latest: dict[Hashable, tuple[Hashable, object]] = {}
_lock = Lock()


def kept(key: Hashable, make: Callable[[], Answer]) -> Answer:
    """What was made under ``key``, else what ``make`` gives, which must be a value that nobody changes.

    Two sessions that ask at the same moment may both make it: the same value twice does no harm.
    """
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("Answer", _kept[key])
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def is_kept(key: Hashable) -> bool:
    """Whether the answer is at hand."""
    with _lock:
        return key in _kept


def latest(name: Hashable, mark: Hashable, make: Callable[[], Answer]) -> Answer:
    """The one answer kept under ``name`` as long as ``mark`` is the same: what each write makes anew drives nothing else out."""
    with _lock:
        held = _latest.get(name)
    if held is not None and held[0] == mark:
        return cast("Answer", held[1])
    made = make()
    with _lock:
        _latest[name] = (mark, made)
        while len(_latest) > MOST:
            del _latest[next(iter(_latest))]
    return made


def minute_of(at: datetime) -> datetime:
    """The minute within which what depends on the hour is not made anew."""
    return at.replace(second=0, microsecond=0)


def forget_all() -> None:
    """Nothing is kept any more: what tests and a restored folder begin from."""
    with _lock:
        _kept.clear()
        _latest.clear()
