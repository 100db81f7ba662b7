"""Heavy answers kept for whoever asks the same again: a few of the latest, of any session, never changed once made.

What is kept holds no right: each use case checks who asks, then hides what they may not read.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Answer = TypeVar("Answer")

MOST = 48
_kept: OrderedDict[Hashable, object] = OrderedDict()
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


def forget_all() -> None:
    """Nothing is kept any more: what tests and a restored folder begin from."""
    with _lock:
        _kept.clear()
