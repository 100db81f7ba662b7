"""Tests of app/services/mobilisation/read_polls.py: a person's form, the rate, the tally, the silent, and who may be reminded when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.core.ids import CentreId
from app.mobilisation.message import MessageState
from app.mobilisation.poll_answers import Tally
from app.services.mobilisation import read_polls
from app.services.mobilisation.close_polls import close_poll
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.mobilisation.read_polls import closed_polls, open_polls, poll_forms, read_poll
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.remind_silent import remind_silent
from app.store import people, secrets
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import COORDINATOR, some_people
from tests.mobilisation.builders import paris
from tests.services.a_poll import SATURDAY_NOON, a_polled_store, a_running_poll, at, sessions_of, with_email


def test_the_rate_counts_those_asked_however_they_answered(tmp_path: Path) -> None:
    """One typed « oui », one imported « non »; a stranger's answer is not the poll's."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    stranger = with_email("Zoé")
    some_people(store, stranger)
    morning, afternoon = (one.id for one in sessions_of(store, centre))
    record_answers(COORDINATOR, store, {(team["Anne"].id, morning): "yes", (stranger.id, morning): "yes"})
    record_answers(COORDINATOR, store, {(team["Enora"].id, afternoon): "no"}, source="import")
    view = read_poll(COORDINATOR, store, poll_id)
    assert view.rate.sentence.replace("\u00a0", " ") == "2 réponses sur 5 personnes interrogées (40 %)."
    assert view.tally == (Tally(morning, 1, 0, 0, 4), Tally(afternoon, 0, 0, 1, 4))
    order = [person.id for person in view.asked]
    assert list(view.silent) == [one for one in order if one not in (team["Anne"].id, team["Enora"].id)]
    assert dict(view.messages) == {MessageState.QUEUED: 5}
    assert view.is_open


def test_the_silent_and_their_reminders_stand_in_the_order_of_asking(tmp_path: Path) -> None:
    """Before a day has passed: all later; reminded once: nobody any more."""
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    friday = at(store, store.now() + timedelta(hours=24))
    assert [person for person, _at in read_poll(COORDINATOR, store, poll_id).reminders.later] == list(
        read_poll(COORDINATOR, store, poll_id).silent
    )
    assert read_poll(COORDINATOR, friday, poll_id).reminders.now == read_poll(COORDINATOR, friday, poll_id).silent
    assert read_poll(COORDINATOR, friday, poll_id).can_remind == read_poll(COORDINATOR, friday, poll_id).silent
    remind_silent(COORDINATOR, friday, poll_id)
    assert read_poll(COORDINATOR, friday, poll_id).can_remind == ()


def test_whoever_opted_out_since_counts_nowhere(tmp_path: Path) -> None:
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    with store.transaction() as conn:
        people.put(conn, replace(team["Anne"], opted_out_on=date(2026, 11, 26)), store.now())
    view = read_poll(COORDINATOR, store, poll_id)
    assert (view.rate.asked, team["Anne"].id in view.silent) == (4, False)


def test_messages_that_no_way_takes_are_counted_for_the_coordinator_s_hand(tmp_path: Path) -> None:
    """No account: all six. A mailbox: only the one who has but a phone. An account that can't be read: all again."""
    store, centre, _team = a_polled_store(tmp_path)
    some_people(store, with_email("Fanch", email="", phone="+33639980077"))
    poll_id = a_running_poll(store, centre)
    assert read_poll(COORDINATOR, store, poll_id).by_hand == 6
    account = SmtpAccount(host="127.0.0.1", port=2525, security=Security.NONE, from_address="coordination@example.org")
    secrets.write(store.folder, Secrets(smtp=account))
    assert read_poll(COORDINATOR, store, poll_id).by_hand == 1
    (store.folder.path / secrets.FILE).write_text("[smtp]\nhost = 3\n", encoding="utf-8")
    assert read_poll(COORDINATOR, store, poll_id).by_hand == 6


def test_the_form_holds_what_may_still_be_answered_in_time_order(tmp_path: Path) -> None:
    """Two polls, the first to close first; a session begun leaves the form, a form left empty leaves the page."""
    store, centre, team = a_polled_store(tmp_path)
    morning, afternoon = sessions_of(store, centre)
    late, noon = paris(2026, 11, 30, 23), paris(2026, 11, 30, 13)
    first = a_running_poll(store, centre)
    second = open_poll(
        COORDINATOR, store, PollRequest(centre_id=centre, session_ids=(afternoon.id, morning.id), closes_at=late)
    )
    anne = team["Anne"].id
    record_answers(COORDINATOR, store, {(anne, morning.id): "if_needed"})

    def forms(now: object) -> list[tuple[str, list[str], dict[str, str]]]:
        here = at(store, now)  # type: ignore[arg-type]
        with here.reading() as conn:
            return [
                (one.poll_id, [session.id for session in one.sessions], dict(one.answers))
                for one in poll_forms(conn, here, anne)
            ]

    both = [morning.id, afternoon.id]
    assert forms(store.now()) == [
        (first, both, {morning.id: "if_needed"}),
        (second, both, {morning.id: "if_needed"}),
    ]
    assert forms(SATURDAY_NOON) == [(second, both, {morning.id: "if_needed"})]
    assert forms(noon) == [(second, [afternoon.id], {})]
    assert forms(paris(2026, 11, 30, 22)) == []
    with store.reading() as conn:
        assert poll_forms(conn, store, "someone else") == ()  # type: ignore[arg-type]


def test_an_unknown_poll_is_said(tmp_path: Path) -> None:
    store, _centre, _team = a_polled_store(tmp_path)
    assert open_polls(COORDINATOR, store) == []
    with pytest.raises(NotFound, match="n’existe plus"):
        read_poll(COORDINATOR, store, "another")


def test_polls_that_are_over_are_listed_the_last_to_close_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One closed by hand, one past its hour that nothing has closed yet; one that runs, and another centre's, are not there.

    Everyone asked then counts, opted out since or not, and an answer typed after the close.
    """
    store, centre, team = a_polled_store(tmp_path)
    morning, afternoon = (one.id for one in sessions_of(store, centre))
    first = open_poll(
        COORDINATOR, store, PollRequest(centre_id=centre, session_ids=(morning,), closes_at=SATURDAY_NOON)
    )
    close_poll(COORDINATOR, at(store, store.now() + timedelta(hours=1)), first)
    second = open_poll(
        COORDINATOR, store, PollRequest(centre_id=centre, session_ids=(afternoon,), closes_at=SATURDAY_NOON)
    )
    assert [one.poll.id for one in closed_polls(COORDINATOR, store, centre)] == [first]
    record_answers(COORDINATOR, at(store, SATURDAY_NOON), {(team["Anne"].id, morning): "yes"})
    with store.transaction() as conn:
        people.put(conn, replace(team["Enora"], opted_out_on=date(2026, 11, 27)), store.now())
    found = closed_polls(COORDINATOR, at(store, SATURDAY_NOON), centre)
    assert [
        (one.poll.id, [session.id for session in one.sessions], one.rate.answered, one.rate.asked) for one in found
    ] == [
        (second, [afternoon], 0, 5),
        (first, [morning], 1, 5),
    ]
    assert [one.poll.closes_at for one in found] == [SATURDAY_NOON, store.now() + timedelta(hours=1)]
    assert closed_polls(COORDINATOR, at(store, SATURDAY_NOON), CentreId("ailleurs")) == ()
    monkeypatch.setattr(read_polls, "MOST_CLOSED", 1)
    assert [one.poll.id for one in closed_polls(COORDINATOR, at(store, SATURDAY_NOON), centre)] == [second]
