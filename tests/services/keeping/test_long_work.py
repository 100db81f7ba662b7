"""Long work: done in another process, followed, stopped without leaving anything, found again, and its faults told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.services.keeping import long_work
from app.services.keeping.kept_answers import forget_all, is_kept, kept
from app.services.keeping.long_work import Owner, Stage, Workshop
from app.services.keeping.long_work_process import WorkCutShort
from app.words import language, use_language
from tests.services.long_tasks import Bug, Doubled, Endless, Killed, RefusedTask, WhichLanguage, WhoComputes

PATIENCE = 60.0
ADA, BOB = Owner("/folder", "ada", "losses"), Owner("/folder", "bob", "losses")


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    """One process at a time."""
    opened = Workshop(1)
    long_work.use(opened)
    yield opened
    long_work.use(None)
    opened.close()


def appears(happens: Callable[[], bool]) -> bool:
    """Whether something comes true before long."""
    until = time.monotonic() + PATIENCE
    while not happens():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """Whether the system has no such process any more, or only its remains."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def endless(workshop: Workshop, file: Path, owner: Owner = ADA) -> tuple[long_work.Work, list[int]]:
    """Work that goes on, and the processes at it."""
    work = workshop.begin(owner, file.name, Endless(file), lambda _found: pytest.fail("nothing was found"))
    assert appears(file.exists)
    # What it told comes by another way than the file.
    assert appears(lambda: work.progress.of > 0)
    return work, [int(one) for one in file.read_text(encoding="utf-8").split()]


def test_what_is_found_elsewhere_is_finished_here(workshop: Workshop) -> None:
    """Another process computes, and is asked again; ``finish`` runs in this one, and what it gives is kept."""
    first = workshop.begin(ADA, 1, WhoComputes(), lambda pid: (pid, os.getpid()))
    assert first.wait(PATIENCE)
    assert first.stage is Stage.DONE
    again = workshop.begin(BOB, 1, WhoComputes(), lambda pid: (pid, os.getpid()))
    assert again.wait(PATIENCE)
    assert first.outcome == again.outcome
    assert isinstance(again.outcome, tuple)
    assert again.outcome[1] == os.getpid() != again.outcome[0]


def test_how_far_it_is_can_be_heard(workshop: Workshop) -> None:
    """So much out of so much, as the task tells it."""
    work = workshop.begin(ADA, 1, Doubled(21), lambda found: found)
    assert work.wait(PATIENCE)
    assert (work.outcome, work.progress.done, work.progress.of) == (42, 1, 2)


def test_what_is_found_and_written_is_in_the_language_of_whoever_asked(workshop: Workshop) -> None:
    """One process serves both languages, one after the other; so does the thread that finishes."""
    with use_language("en"):
        english = workshop.begin(ADA, 1, WhichLanguage(), lambda found: (found, language()))
    assert english.wait(PATIENCE)
    french = workshop.begin(BOB, 1, WhichLanguage(), lambda found: (found, language()))
    assert french.wait(PATIENCE)
    assert (english.outcome, french.outcome) == (("en", "en"), ("fr", "fr"))


def test_stopped_it_leaves_no_process_and_nothing_is_finished(workshop: Workshop, tmp_path: Path) -> None:
    """The process and what it started are gone; the next work is done all the same; stopped twice is stopped."""
    work, processes = endless(workshop, tmp_path / "one")
    assert (work.stage, work.progress.done, work.progress.of) == (Stage.RUNNING, 3, 10)
    assert work.stop()
    assert work.stage is Stage.STOPPED
    assert all(appears(lambda pid=pid: is_gone(pid)) for pid in processes)  # type: ignore[misc]
    assert not work.stop()
    following = workshop.begin(BOB, 2, Doubled(1), lambda found: found)
    assert following.wait(PATIENCE)
    assert (following.outcome, work.stage, work.error) == (2, Stage.STOPPED, None)


def test_what_waits_is_begun_after_what_runs_and_may_be_stopped_before(workshop: Workshop, tmp_path: Path) -> None:
    """One process: the second waits; stopped, it never runs."""
    first, _processes = endless(workshop, tmp_path / "one")
    second = workshop.begin(BOB, 2, Doubled(1), lambda _found: pytest.fail("it was stopped"))
    third = workshop.begin(Owner("/folder", "bob", "pairs"), 2, Doubled(4), lambda found: found)
    assert second.stage is Stage.WAITING
    assert second.stop()
    assert first.stop()
    assert third.wait(PATIENCE)
    assert (second.stage, third.outcome) == (Stage.STOPPED, 8)


def test_a_dead_process_is_one_sentence_and_the_next_is_begun(workshop: Workshop) -> None:
    """Killed by the system: the work failed, says so, and the workshop goes on."""
    work = workshop.begin(ADA, 1, Killed(), lambda _found: pytest.fail("nothing was found"))
    assert work.wait(PATIENCE)
    assert work.stage is Stage.FAILED
    assert isinstance(work.error, WorkCutShort)
    assert str(work.error).startswith("Le calcul s’est arrêté avant la fin\xa0; rien n’a été écrit.")
    following = workshop.begin(ADA, 2, Doubled(1), lambda found: found)
    assert following.wait(PATIENCE)
    assert following.outcome == 2


def test_errors_over_there_are_errors_here(workshop: Workshop) -> None:
    """An expected one keeps its kind and its data; a bug is a bug, and its trace is for the log."""
    refused = workshop.begin(ADA, 1, RefusedTask(), lambda _found: None)
    bug = workshop.begin(BOB, 1, Bug(), lambda _found: None)
    assert refused.wait(PATIENCE)
    assert bug.wait(PATIENCE)
    assert isinstance(refused.error, InvalidInput)
    assert refused.error.data == {"things": "lignes"}
    assert isinstance(bug.error, RuntimeError)
    assert "ZeroDivisionError" in str(bug.error)


def test_what_fails_at_the_end_is_kept_as_a_failure(workshop: Workshop) -> None:
    """Found, and refused when it was to be written."""

    def refuse(_found: object) -> None:
        raise InvalidInput("Entre-temps, autre chose.")

    work = workshop.begin(ADA, 1, Doubled(1), refuse)
    assert work.wait(PATIENCE)
    assert (work.stage, str(work.error)) == (Stage.FAILED, "Entre-temps, autre chose.")


def test_an_account_has_one_work_of_a_name_at_a_time(workshop: Workshop, tmp_path: Path) -> None:
    """Asked the same again, from another tab: the same; asked otherwise: the former is stopped. Others have their own."""
    work, _processes = endless(workshop, tmp_path / "one")
    assert workshop.begin(ADA, "one", Doubled(1), lambda found: found) is work
    assert workshop.find(ADA) is work
    assert workshop.find(BOB) is None
    other = workshop.begin(ADA, "two", Doubled(1), lambda found: found)
    assert work.stage is Stage.STOPPED
    assert other.wait(PATIENCE)
    assert workshop.find(ADA) is other
    other.dismiss()
    assert workshop.find(ADA) is None


def test_what_goes_on_is_not_forgotten_for_what_is_over(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much is asked meanwhile, whoever began it finds it again; of what is over, the oldest goes first."""
    monkeypatch.setattr(long_work, "MOST_KEPT", 2)
    going, _processes = endless(workshop, tmp_path / "one")
    others = [Owner("/folder", f"account {number}", "losses") for number in range(4)]
    for owner in others:
        workshop.begin(owner, 1, Doubled(1), lambda found: found).stop()
    assert workshop.find(ADA) is going
    assert [workshop.find(owner) is not None for owner in others] == [False, False, False, True]


def test_what_was_stopped_is_not_begun_again_by_itself(workshop: Workshop, tmp_path: Path) -> None:
    """A screen drawn again asks for the same: it finds the work stopped, until whoever stopped it wants it anew."""
    work, _processes = endless(workshop, tmp_path / "one")
    work.stop()
    assert workshop.begin(ADA, "one", Doubled(1), lambda found: found) is work
    work.dismiss()
    anew = workshop.begin(ADA, "one", Doubled(1), lambda found: found)
    assert anew.wait(PATIENCE)
    assert anew.outcome == 2


def test_closing_leaves_no_process(tmp_path: Path) -> None:
    """What runs is stopped, what waits is never begun, and what rests is ended."""
    opened = Workshop(1)
    rests = opened.begin(BOB, 1, WhoComputes(), lambda pid: pid)
    assert rests.wait(PATIENCE)
    work, processes = endless(opened, tmp_path / "one")
    waits = opened.begin(BOB, 2, Doubled(1), lambda found: found)
    opened.close()
    assert (work.stage, waits.stage) == (Stage.STOPPED, Stage.STOPPED)
    assert all(appears(lambda pid=pid: is_gone(pid)) for pid in [*processes, rests.outcome])  # type: ignore[misc]


def test_a_server_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    """Nobody is left to end what computes: it sees the line cut, and goes with all it started."""
    file = tmp_path / "one"
    code = (
        "import sys, time; from pathlib import Path; from app.services.keeping.long_work import Owner, Workshop;"
        "from tests.services.long_tasks import Endless;"
        "Workshop(1).begin(Owner('f', 'a', 'n'), 1, Endless(Path(sys.argv[1])), print); time.sleep(300)"
    )
    server = subprocess.Popen([sys.executable, "-c", code, str(file)], cwd=Path(__file__).parents[3])
    assert appears(file.exists)
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert all(appears(lambda pid=int(one): is_gone(pid)) for one in file.read_text(encoding="utf-8").split())  # type: ignore[misc]


def test_without_a_server_work_is_done_in_place() -> None:
    """Commands and tests: over when it is begun, and what fails is raised."""
    assert long_work.begin(ADA, 1, WhoComputes(), lambda pid: pid == os.getpid()).outcome is True
    assert long_work.find(ADA) is None
    assert long_work.begin_answer(ADA, ("twice", 4), Doubled(4)) is None
    with pytest.raises(InvalidInput):
        long_work.begin(ADA, 1, RefusedTask(), lambda _found: None)


def test_an_answer_made_elsewhere_is_kept_where_it_is_read(workshop: Workshop) -> None:
    """Once: asked again, it is at hand and nothing is begun."""
    forget_all()
    work = long_work.begin_answer(ADA, ("twice", 4), Doubled(4))
    assert work is not None
    assert work.wait(PATIENCE)
    assert is_kept(("twice", 4))
    assert kept(("twice", 4), lambda: 0) == 8
    assert long_work.begin_answer(ADA, ("twice", 4), Doubled(4)) is None
    forget_all()
