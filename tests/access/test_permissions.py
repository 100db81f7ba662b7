"""Tests of app/access/permissions.py: the table of who may do what, written out a second time by hand."""

import pytest

from app.access.actor import COMMAND_LINE, LOCAL_COORDINATION, SCHEDULER, Actor, Role, volunteer
from app.access.permissions import Action, may, require, require_self
from app.core.errors import NotAllowed

LETTERS = {
    "A": Role.ADMINISTRATION,
    "C": Role.COORDINATION,
    "K": Role.CRISIS_CELL,
    "P": Role.PROFESSIONAL,
    "O": Role.OBSERVER,
    "L": Role.READING,
}

TABLE = {
    # the people
    Action.READ_ROSTER: "A C K . . .",
    Action.IMPORT_ROSTER: "A C . . . .",
    Action.RECORD_ANSWERS: "A C K . . .",
    Action.ACT_AS_ONESELF: "A C K P . .",
    # the centre
    Action.SET_UP_COMMUNITY: "A C . . . .",
    Action.SET_UP_CENTRE: "A C K . . .",
    Action.READ_ROTA: "A C K . . L",
    Action.STAFF_ROTA: "A C K . . .",
    Action.PUBLISH_ROTA: "A C K . . .",
    Action.MANAGE_LINKS: "A C . . . .",
    Action.RUN_SESSION: "A C K . . .",
    # asking
    Action.SOLICIT: "A C K . . .",
    Action.READ_MESSAGES: "A C K . . .",
    Action.SEND_MESSAGES: "A C K . . .",
    Action.SET_UP_MESSAGES: "A C . . . .",
    # after
    Action.PAY: "A C . . . .",
    Action.READ_INDICATORS: "A C K . O L",
    # rules
    Action.READ_REFERENCE: "A C K . O L",
    Action.EDIT_REFERENCE: "A C . . . .",
    # trace
    Action.READ_LOG: "A C K . O .",
    Action.WRITE_LOG: "A C K . . .",
    # plans and crises
    Action.READ_PLANS: "A C K . O L",
    Action.EDIT_PLANS: "A C . . . .",
    Action.VALIDATE_PLANS: "A C . . . .",
    Action.READ_DIRECTORY: "A C K . . .",
    Action.EDIT_DIRECTORY: "A C K . . .",
    Action.TRAIN: "A C . . . .",
    Action.ALERT: "A C K . . .",
    Action.READ_EVENT: "A C K . O .",
    Action.RUN_EVENT: "A C K . . .",
    Action.READ_JOURNAL: "A C . . . .",
    # continuity of care
    Action.READ_CONTINUITY: "A C K . O L",
    Action.RUN_CONTINUITY: "A C K . . .",
    Action.READ_DRILLS: "A C K . O L",
    Action.RUN_DRILLS: "A C K . . .",
    Action.READ_EXERCISES: "A C K . O L",
    Action.RUN_EXERCISES: "A C K . . .",
    Action.RATE_EXERCISES: "A C K . O .",
    Action.VALIDATE_CARE: "A C . . . .",
    Action.HAND_OVER: "A C K P . .",
    Action.KEEP_SLOTS: "A C K P . .",
    # keeping
    Action.MANAGE_ACCOUNTS: "A . . . . .",
    Action.BACK_UP: "A C . . . .",
    Action.KEEP_DATA: "A C . . . .",
    Action.KEEP_KEYS: "A . . . . .",
    Action.RECORD_NEEDS: "A C . P . .",
}


def an_actor(role: Role) -> Actor:
    return Actor("quelqu-un", "Quelqu’un", role)


def test_the_table_is_what_was_decided() -> None:
    """Every action, every role: a change of rights is made in both places, or not at all."""
    letters = {action: " ".join(one if may(an_actor(role), action) else "." for one, role in LETTERS.items()) for action in Action}  # fmt: skip
    assert letters == TABLE


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_require_passes_where_the_table_says_and_tells_whom_to_ask(action: Action, role: Role) -> None:
    """A refusal is a sentence that says what to do next."""
    if may(an_actor(role), action):
        require(an_actor(role), action)
        return
    with pytest.raises(NotAllowed, match="Demandez à la coordination"):
        require(an_actor(role), action)


def test_whoever_needs_no_account_administers() -> None:
    """The machine before accounts exist, the command line and the scheduler may do everything but be a volunteer."""
    for actor in (LOCAL_COORDINATION, COMMAND_LINE, SCHEDULER):
        assert [action for action in Action if not may(actor, action)] == []


def test_a_volunteer_acts_on_their_own_and_the_cell_for_anyone() -> None:
    """Own id passes; another's is refused in words; who only reads acts for nobody."""
    anne = volunteer("anne", "Anne Fictive")
    require_self(anne, "anne")
    with pytest.raises(NotAllowed, match="n’est pas la vôtre"):
        require_self(anne, "bleuenn")
    require_self(an_actor(Role.CRISIS_CELL), "anne")
    for role in (Role.OBSERVER, Role.READING):
        with pytest.raises(NotAllowed):
            require_self(an_actor(role), "anne")


def test_some_of_what_is_one_s_own_takes_more_to_see_for_others() -> None:
    """All that is held about someone: they themselves, or who keeps the data; not the whole cell."""
    require_self(volunteer("anne", "Anne Fictive"), "anne", for_others=Action.KEEP_DATA)
    require_self(an_actor(Role.COORDINATION), "anne", for_others=Action.KEEP_DATA)
    with pytest.raises(NotAllowed):
        require_self(an_actor(Role.CRISIS_CELL), "anne", for_others=Action.KEEP_DATA)
    with pytest.raises(NotAllowed):
        require_self(volunteer("anne", "Anne Fictive"), "bleuenn", for_others=Action.KEEP_DATA)
