"""Channels: the first wished for which an address is known, else by hand."""

from __future__ import annotations

from app.mobilisation.preferences import Channel, Preferences, channel_of, is_reachable
from tests.scheduling.builders import a_person


def test_a_message_goes_by_the_first_wished_channel_with_an_address() -> None:
    """E-mail by default; SMS when wished or alone; by hand with a landline, or when nothing is wished."""
    both = a_person(email="anne@example.org", mobile="+33639980002")
    sms_first = Preferences(channels=(Channel.SMS, Channel.EMAIL))
    cases = [
        (both, Preferences()), (both, sms_first), (a_person(email="anne@example.org"), sms_first),
        (a_person(phone="+33199000001"), Preferences()), (both, Preferences(channels=())),
    ]  # fmt: skip
    assert [channel_of(person, wishes) for person, wishes in cases] == [
        Channel.EMAIL, Channel.SMS, Channel.EMAIL, Channel.HAND, Channel.HAND,
    ]  # fmt: skip


def test_a_landline_is_a_way_to_reach_someone_and_nothing_is_not() -> None:
    """So that nobody is counted as asked who can't be."""
    assert [is_reachable(one) for one in (a_person(phone="+33199000001"), a_person())] == [True, False]
