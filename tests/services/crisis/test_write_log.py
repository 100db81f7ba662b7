"""What may be written in the main courante, by whom, and what is refused without a trace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.write_log import LONGEST, correct_log, settle_log, write_log
from app.store.database import Store, open_store
from app.store.log import LogKind, LogStatus
from app.words.changes import naming
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_store

SECOND = Actor("denez", "Denez Le Goff", Role.CRISIS_CELL)
OBSERVER = Actor("nolwenn", "Nolwenn", Role.OBSERVER)


def texts(store: Store, search: LogSearch | None = None) -> list[str]:
    return [one.text for one in read_log(COORDINATOR, store, search).entries]


def test_an_action_begins_open_and_an_information_has_no_status(tmp_path: Path) -> None:
    """Only what is to be done is counted as such."""
    store = a_store(tmp_path)
    write_log(COORDINATOR, store, "  Le camion est parti  ")
    write_log(COORDINATOR, store, "Appeler la mairie", kind=LogKind.ACTION)
    write_log(COORDINATOR, store, "On ouvre trois lignes", kind=LogKind.DECISION)
    view = read_log(SECOND, store)
    assert [(one.text, one.status) for one in view.entries] == [
        ("Le camion est parti", None),
        ("Appeler la mairie", LogStatus.OPEN),
        ("On ouvre trois lignes", None),
    ]
    assert [one.text for one in view.open] == ["Appeler la mairie"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("   ", {}),
        ("x" * (LONGEST + 1), {}),
        ("à venir", {"happened_at": THURSDAY + timedelta(minutes=6)}),
        ("état", {"status": LogStatus.DONE}),
        ("suite de rien", {"linked": 12}),
        ("source", {"source": "s" * 121}),
    ],
)
def test_what_is_refused_leaves_nothing(tmp_path: Path, text: str, fields: dict[str, object]) -> None:
    """Empty, endless, still to come, a status on an information, a link to nothing: one sentence, nothing written."""
    store = a_store(tmp_path)
    with pytest.raises(InvalidInput):
        write_log(COORDINATOR, store, text, **fields)  # type: ignore[arg-type]
    assert texts(store) == []


@pytest.mark.parametrize("actor", [READER, OBSERVER, Actor("zoe", "Zoé", Role.PROFESSIONAL)])
def test_only_coordination_and_crisis_cell_write(tmp_path: Path, actor: Actor) -> None:
    """Readers read; whoever may not write writes nothing by any of the three ways."""
    store = a_store(tmp_path)
    number = write_log(SECOND, store, "Appeler", kind=LogKind.ACTION)
    for write in (
        lambda: write_log(actor, store, "x"),
        lambda: correct_log(actor, store, number, "x"),
        lambda: settle_log(actor, store, number, LogStatus.DONE, seen=LogStatus.OPEN),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert [(one.status, one.later) for one in read_log(COORDINATOR, store).entries] == [(LogStatus.OPEN, ())]


def test_the_second_to_settle_is_told_who_came_first(tmp_path: Path) -> None:
    """Two people settle one action: the second reads by whom and when, and the first stands."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    number = write_log(COORDINATOR, store, "Appeler la mairie", kind=LogKind.ACTION)
    clock.forward(minutes=10)
    settle_log(SECOND, store, number, LogStatus.DONE, seen=LogStatus.OPEN, note="c’est fait")
    with pytest.raises(StaleRevision) as told:
        settle_log(COORDINATOR, store, number, LogStatus.CANCELLED, seen=LogStatus.OPEN)
    assert "par Denez Le Goff, jeudi 26 novembre à 17 h 10." in sentence(naming(told.value))
    assert read_log(COORDINATOR, store).entries[0].status is LogStatus.DONE


def test_settling_as_it_stands_writes_nothing(tmp_path: Path) -> None:
    """A second press on the same button is harmless."""
    store = a_store(tmp_path)
    number = write_log(COORDINATOR, store, "Appeler", kind=LogKind.ACTION)
    settle_log(COORDINATOR, store, number, LogStatus.OPEN, seen=LogStatus.OPEN)
    assert read_log(COORDINATOR, store).entries[0].later == ()


def test_nothing_is_added_to_what_is_not_there(tmp_path: Path) -> None:
    """An unknown number is said so; an information is not settled."""
    store = a_store(tmp_path)
    number = write_log(COORDINATOR, store, "Le camion est parti")
    with pytest.raises(NotFound):
        correct_log(COORDINATOR, store, 99, "x")
    with pytest.raises(InvalidInput):
        settle_log(COORDINATOR, store, number, LogStatus.DONE, seen=None)


def test_the_log_is_searched_in_words_without_case_or_accents(tmp_path: Path) -> None:
    """Texts, sources, authors, addenda and numbers are looked through; kind, status and days narrow."""
    store = a_store(tmp_path)
    first = write_log(COORDINATOR, store, "Préparateur trouvé", source="SAMU 56")
    write_log(SECOND, store, "Rappeler la mairie", kind=LogKind.ACTION, happened_at=THURSDAY - timedelta(days=2))
    correct_log(SECOND, store, first, "c’est Mme Sterne")
    today = THURSDAY.date()
    for search, found in (
        (LogSearch(words="PREPARATEUR"), ["Préparateur trouvé"]),
        (LogSearch(words="samu trouve"), ["Préparateur trouvé"]),
        (LogSearch(words="sterne"), ["Préparateur trouvé"]),
        (LogSearch(words="goff mairie"), ["Rappeler la mairie"]),
        (LogSearch(words="absent"), []),
        (LogSearch(kind=LogKind.ACTION), ["Rappeler la mairie"]),
        (LogSearch(status=LogStatus.DONE), []),
        (LogSearch(first=today), ["Préparateur trouvé"]),
        (LogSearch(last=today - timedelta(days=1)), ["Rappeler la mairie"]),
        (LogSearch(event_id="other"), []),
    ):
        assert texts(store, search) == found
