"""What each use case of app/services takes: an action of ``app/access/permissions.py``, or what no action alone says.

A new use case has its line in the table of its subject (``who_may_rota.py``, ``who_may_crisis.py``…), or
:mod:`tests.services.test_every_service` fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.who_may_care import CARE
from tests.services.who_may_crisis import CRISIS
from tests.services.who_may_exercise import EXERCISE
from tests.services.who_may_keeping import KEEPING
from tests.services.who_may_rota import ROTA

if TYPE_CHECKING:
    from tests.services.who_takes import Takes

WHO: dict[Takes, tuple[str, ...]] = {**ROTA, **CRISIS, **EXERCISE, **CARE, **KEEPING}

CHECKED_BY_THEIR_CALLER = frozenset({"note_reading.note_reading"})
"""Say who acts because they write it down; no screen, page or command may call them."""

BY_A_LINK = frozenset(
    {
        "ask_link_again.ask_link_again",
        "day_rights.door_is_open",
        "day_rights.lead_is_open",
        "hand_out_pages.centre_page_is_open",
        "hand_out_pages.page_address",
        "hand_out_pages.page_is_open",
        "hand_out_pages.person_page_is_open",
        "neighbour_view.read_neighbour",
        "partner_view.read_partner",
        "read_calendar.open_calendar",
        "read_contact.read_contact",
        "read_polls.poll_forms",
        "read_swaps.swap_choices",
        "read_volunteer_page.read_volunteer_page",
        "reference.read_library",
        "sign_in.sign_in_by_contact",
        "sign_in.write_name_at_the_door",
        "waiting_list.places_of",
    }
)
"""What opens by holding a link, and what its page reads within one connection: pages of ``app/web`` alone use them."""

BEFORE_SIGNING_IN = frozenset(
    {
        "change_password.read_rules",
        "choose_wishes.wished_language",
        "demo_accounts.listed",
        "recover_access.ask_recovery",
        "recover_access.first_link",
        "recover_access.open_link",
        "recover_access.use_link",
        "send_account_letters.letters_leave",
        "sign_in_account.finish_with_code",
        "sign_in_account.sign_in",
        "sign_in_with_provider.arrive",
        "sign_in_with_provider.depart",
        "sign_in_with_provider.end_session_address",
        "sign_in_with_provider.offered",
        "who_acts.accounts_exist",
        "who_acts.end_login",
        "who_acts.who_acts",
    }
)
"""What is asked while nobody is known yet, or to know who it is."""

BY_A_PROBE = frozenset({"read_backups.read_freshness"})
"""What a probe is told: no name, no figure about anyone."""

READ_BY_COMMANDS = frozenset({"read_horizon.read_horizon"})
"""Counted by the command that builds the demonstration, of a folder it has just made."""
