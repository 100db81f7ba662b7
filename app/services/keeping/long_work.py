"""Work too long for the server's own process: begun for an account, followed, stopped, found again after a reload.

What is computed is a value that can be pickled and called (:data:`Task`): it reads no folder and writes nothing. Reading
comes before it and writing after it, here, in one transaction: work that is stopped leaves nothing behind. At most one
process per core but one computes; what comes after them waits. A process that nothing was asked of for a while ends.
The task and what finishes it speak the language of whoever asked.

Where no server runs (commands, tests) work is done in place, and is over when it is begun.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from threading import Condition, Lock
from typing import TYPE_CHECKING, TypeVar, cast

from app.services.keeping.kept_answers import is_kept, kept
from app.services.keeping.long_work_process import WorkProcess
from app.words import language, use_language

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.services.keeping.long_work_process import Task, Tell
    from app.store.database import Store

log = logging.getLogger("releve.work")
MOST_KEPT = 200
"""Pieces of work remembered, of all accounts, the oldest that is over forgotten first: what came of each stays to be found."""

Found = TypeVar("Found")


class Stage(StrEnum):
    """Where work stands; the last three are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose work, on which folder, under which name; an account has one at a time of each name."""

    folder: str
    account: str
    name: str

    @classmethod
    def of(cls, actor: Actor, store: Store, name: str) -> Owner:
        """Whoever acts, on the folder at hand, from whichever tab."""
        return cls(str(store.folder.path), actor.id, name)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` out of ``of`` (0: not known yet); ``seconds`` since it was begun."""

    done: int
    of: int
    seconds: float


class Work:
    """One piece of work. ``key``: what exactly was asked under its name. Threads may ask and stop it at any time."""

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.outcome: object = None
        self.error: Exception | None = None
        self.is_dismissed = False
        self._changed = Condition()
        self._stage, self._finishing = Stage.WAITING, False
        self._done, self._of = 0, 0
        self._began, self._ended = time.monotonic(), 0.0
        self._process: WorkProcess | None = None

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def is_over(self) -> bool:
        return self._stage not in (Stage.WAITING, Stage.RUNNING)

    @property
    def progress(self) -> Progress:
        """As last told."""
        return Progress(self._done, self._of, (self._ended or time.monotonic()) - self._began)

    def wait(self, seconds: float) -> bool:
        """Whether it is over, at the latest after so long."""
        with self._changed:
            return self._changed.wait_for(lambda: self.is_over, seconds)

    def stop(self) -> bool:
        """End it, its process too, and say whether that was in time: what is being written is written whole."""
        with self._changed:
            if self.is_over or self._finishing:
                return False
            self._turn(Stage.STOPPED)
            process, self._process = self._process, None
        if process is not None:
            process.end()
        return True

    def dismiss(self) -> None:
        """Whoever asked has read what came of it: it is not found again, and the same may be asked anew."""
        self.is_dismissed = True

    def hear(self, done: int, of: int) -> None:
        """Take note of how far it is."""
        self._done, self._of = done, of

    def begins_on(self, process: WorkProcess | None) -> bool:
        """Take note of where it runs; False when it was stopped meanwhile."""
        with self._changed:
            if self.is_over:
                return False
            self._stage, self._process = Stage.RUNNING, process
            return True

    def lets_go(self) -> bool:
        """Whether what it ran on may serve others: not once it was stopped, for that process is being ended."""
        with self._changed:
            self._process = None
            return self._stage is Stage.RUNNING

    def leaves(self) -> bool:
        """Take note that it is being written and can't be stopped any more; False when it was meanwhile."""
        with self._changed:
            self._finishing = not self.is_over
            return self._finishing

    def ends(self, outcome: object) -> None:
        """Keep what came of it for whoever looks."""
        with self._changed:
            self.outcome = outcome
            self._turn(Stage.DONE)

    def fails(self, error: Exception) -> None:
        """Keep the error for whoever looks."""
        with self._changed:
            self.error = error
            self._turn(Stage.FAILED)

    def _turn(self, stage: Stage) -> None:
        self._stage, self._ended = stage, time.monotonic()
        self._changed.notify_all()


class Workshop:
    """The processes of one server, and what was asked of them."""

    def __init__(self, processes: int = 0) -> None:
        """``processes``: how many compute at a time; 0: one per core but one, and one at least."""
        self._threads = ThreadPoolExecutor(processes or max(1, (os.cpu_count() or 1) - 1), "releve-work")
        self._idle: list[WorkProcess] = []
        self._lock = Lock()
        self._works: dict[Owner, Work] = {}
        self._closed = False

    def find(self, owner: Owner) -> Work | None:
        """The latest work of that name, over or not, unless it was dismissed."""
        with self._lock:
            found = self._works.get(owner)
        return None if found is None or found.is_dismissed else found

    def begin(self, owner: Owner, key: Hashable, task: Task, finish: Callable[[Found], object]) -> Work:
        """Ask for it. The owner's latest is handed back when it was asked the same and gave nothing yet; else it is stopped.

        So what was stopped or failed is not begun again by itself: whoever asked dismisses it first.
        """
        work = Work(key)
        with self._lock:
            before = self._works.get(owner)
            if before is not None and before.key == key and not (before.is_dismissed or before.stage is Stage.DONE):
                return before
            self._works.pop(owner, None)
            self._works[owner] = work
            over = [one for one, held in self._works.items() if held.is_over]
            for one in over[: max(0, len(self._works) - MOST_KEPT)]:
                del self._works[one]
        if before is not None:
            before.stop()
        self._threads.submit(self._run, work, task, finish, language()).add_done_callback(_never_silent)
        return work

    def close(self) -> None:
        """Stop everything, and come back when no process is left."""
        with self._lock:
            self._closed = True
            works = list(self._works.values())
        for work in works:
            work.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._idle:
            process.end()

    def _run(self, work: Work, task: Task, finish: Callable[[Found], object], spoken: str) -> None:
        """In a thread of ours, which speaks ``spoken``: whatever goes wrong is kept in the work."""
        try:
            with use_language(spoken):
                found = self._found(work, task)
                if work.leaves():
                    work.ends(finish(cast("Found", found)))
        except Exception as error:
            if not work.is_over:
                work.fails(error)

    def _found(self, work: Work, task: Task) -> object:
        """What a process finds; whoever stops the work ends that process, which then serves nobody else."""
        if work.is_over:
            return None
        process = self._a_process()
        if not work.begins_on(process):
            self._idle.append(process)
            return None
        try:
            return process.run(task, work.hear)
        finally:
            if work.lets_go():
                self._idle.append(process)

    def _a_process(self) -> WorkProcess:
        """One that has ended its last task and lives, else a new one."""
        while self._idle:
            process = self._idle.pop()
            if process.is_alive and not self._closed:
                return process
            process.end()
        return WorkProcess()


def _never_silent(done: Future[None]) -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        log.error("work not run: %s", type(error).__name__)


_workshop: Workshop | None = None


def use(workshop: Workshop | None) -> None:
    """Have long work done by ``workshop`` from now on; None: in place."""
    global _workshop  # noqa: PLW0603 - one process serves one folder
    _workshop = workshop


def begin(owner: Owner, key: Hashable, task: Callable[[Tell], Found], finish: Callable[[Found], object]) -> Work:
    """Begin work for its owner; whoever calls has checked that they may. In place, what fails is raised at once.

    ``finish`` takes what was found, in a thread of the server: it writes it, or keeps it.
    """
    if _workshop is not None:
        return _workshop.begin(owner, key, task, finish)
    work = Work(key)
    work.ends(finish(task(work.hear)))
    return work


def find(owner: Owner) -> Work | None:
    """The latest work of that name, unless it was dismissed."""
    return _workshop.find(owner) if _workshop is not None else None


def begin_answer(owner: Owner, key: Hashable, task: Callable[[Tell], object]) -> Work | None:
    """Have an answer made that is then kept under ``key``; None where it is at hand, or best made where it is read."""
    if _workshop is None or is_kept(key):
        return None
    return _workshop.begin(owner, key, task, lambda found: kept(key, lambda: found) and None)
