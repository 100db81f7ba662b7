"""Calendars over HTTP: what a phone gets, in every situation that once wiped one."""

from __future__ import annotations

import gzip
import sqlite3
from email.utils import parsedate_to_datetime

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope
from app.scheduling.session import Holder, SeatState
from app.services.messages.rotate_link import rotate_link
from app.store.database import Store
from app.web import calendars as module
from app.web.site import OwnAddresses, Site
from tests.feeds.a_feed import unfolded, values
from tests.web.a_centre import ALI, BASE, CENTRE, ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like

UNKNOWN = "/calendrier/" + "A" * 43 + ".ics"


def test_a_calendar_is_served_as_phones_want_it(centre: PublishedCentre, client: Client) -> None:
    """Type, inline, length, private, noindex, strong tag, date; no cookie, no redirect."""
    response = client.get(centre.feed_path(ZOE))
    assert response.status_code == 200
    headers = dict(response.headers)
    tag = headers.pop("etag")
    assert tag.startswith('"')
    assert {
        name: headers[name] for name in headers if name not in ("content-security-policy", "permissions-policy")
    } == {
        "last-modified": "Thu, 26 Nov 2026 16:05:00 GMT",
        "cache-control": "private, no-cache",
        "vary": "Accept-Encoding",
        "x-robots-tag": "noindex, nofollow",
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="releve.ics"',
        "content-length": str(len(response.content)),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
    }
    assert values(response.content, "SUMMARY") == ["Ligne 1 · Injection — Centre du Pratel"] * 5
    assert values(response.content, "UID") == [f"seat-i-{n:03}@releve" for n in range(5)]


def test_a_personal_calendar_holds_no_other_name_and_no_phone(centre: PublishedCentre, client: Client) -> None:
    """Neither colleagues, nor any number, the centre's included; the coordination's does hold the names."""
    mine = client.get(centre.feed_path(ZOE)).text
    assert [word for word in ("Ali", "Goff", "06 99", "02 99", "exemple.fr/p", "@exemple") if word in mine] == []
    whole = client.get(centre.centre_paths()[LinkScope.CENTRE]).text
    assert "Ali Le Goff" in whole
    assert "06 99" not in whole


def test_each_scope_shows_its_seats_and_the_masked_one_no_name(centre: PublishedCentre, client: Client) -> None:
    """Line, role, centre with and without names, open seats: how many seats, and whether Ali is named."""
    found = {}
    for scope, path in centre.centre_paths().items():
        if scope is LinkScope.ROLE:
            continue
        body = client.get(path)
        found[scope] = (len(values(body.content, "UID")), "Zoé" in body.text)
    assert found == {
        LinkScope.CENTRE: (15, True),
        LinkScope.CENTRE_MASKED: (15, False),
        LinkScope.OPEN: (5, False),
        LinkScope.LINE: (5, True),
    }
    role = client.get(centre.centre_paths()[LinkScope.ROLE])
    assert len(values(role.content, "UID")) == 5


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"autre", {tag}', "*", ' W/"x" ,W/{tag}, "y"'])
def test_what_a_phone_already_has_is_not_sent_again(centre: PublishedCentre, client: Client, form: str) -> None:
    """Strong, weak, list and star forms: 304, same tag and headers, no body."""
    path = centre.feed_path(ZOE)
    first = client.get(path)
    again = client.get(path, if_none_match=form.format(tag=first.headers["etag"]))
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "last-modified", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]


def test_another_tag_gets_the_body(centre: PublishedCentre, client: Client) -> None:
    """A tag that is not ours, or not quoted, is not a match."""
    path = centre.feed_path(ZOE)
    bare = client.get(path).headers["etag"].strip('"')
    assert [client.get(path, if_none_match=form).status_code for form in ('"autre"', bare, "")] == [200, 200, 200]


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(centre: PublishedCentre, client: Client, encoding: str) -> None:
    """A client that looks first learns exactly what it would get."""
    path = centre.feed_path(ZOE)
    get = client.ask("GET", path, accept_encoding=encoding)
    head = client.ask("HEAD", path, accept_encoding=encoding)
    assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)


def test_a_compressed_calendar_is_the_same_calendar(centre: PublishedCentre, client: Client) -> None:
    """gzip on request only, its own strong tag, and either tag is recognised later whatever is asked for."""
    path = centre.feed_path(ZOE)
    simple, zipped = client.get(path), client.get(path, accept_encoding="br, gzip")
    assert zipped.headers["x-content-encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == simple.content
    assert zipped.headers["content-length"] == str(len(zipped.content))
    assert zipped.headers["etag"] != simple.headers["etag"]
    assert client.get(path, if_none_match=zipped.headers["etag"]).status_code == 304
    refused = client.get(path, accept_encoding="gzip;q=0, *")
    assert refused.content == simple.content


def test_a_change_to_anothers_shift_changes_nothing_and_to_ones_own_everything(
    centre: PublishedCentre, client: Client
) -> None:
    """Bytes, tag and date stay when Ali withdraws; all three move when Zoé's seat is confirmed."""
    path = centre.feed_path(ZOE)
    first = client.get(path)
    centre.clock.forward(minutes=5)
    centre.change_seat(centre.seat_of(ALI), holder=Holder(), state=SeatState.OPEN)
    untouched = client.get(path)
    assert (untouched.content, untouched.headers) == (first.content, first.headers)
    seat = centre.seat_of(ZOE)
    centre.change_seat(seat, state=SeatState.ACKNOWLEDGED, sequence=seat.sequence + 1)
    changed = client.get(path)
    assert values(changed.content, "SEQUENCE") == ["1", "0", "0", "0", "0"]
    assert values(changed.content, "STATUS")[0] == "CONFIRMED"
    stamps = [values(changed.content, name)[0] for name in ("DTSTAMP", "LAST-MODIFIED")]
    assert stamps == ["20261126T161000Z"] * 2
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.headers["last-modified"] == "Thu, 26 Nov 2026 16:10:00 GMT"


def test_a_withdrawal_takes_the_event_away_and_moves_the_date_even_within_a_second(
    centre: PublishedCentre, client: Client
) -> None:
    """Last-Modified never decreases and moves on a deletion, also when the clock stands still or goes back."""
    path = centre.feed_path(ZOE)
    dates = [parsedate_to_datetime(client.get(path).headers["last-modified"])]
    for day in range(3):
        centre.change_seat(centre.seat_of(ZOE, day), holder=Holder(), state=SeatState.OPEN)
        centre.clock.forward(seconds=-10)
        response = client.get(path)
        dates.append(parsedate_to_datetime(response.headers["last-modified"]))
    assert dates == sorted(set(dates))
    assert len(values(response.content, "UID")) == 2


def test_a_cancelled_session_is_said_in_the_title_and_gone_after_seven_days(
    centre: PublishedCentre, client: Client
) -> None:
    """CANCELLED, « ANNULÉ – », transparent, SEQUENCE one further; the eighth day it is no longer there."""
    path = centre.feed_path(ZOE)
    before = values(client.get(path).content, "SEQUENCE")[0]
    centre.cancel(0)
    body = client.get(path).content
    found = [values(body, name)[0] for name in ("SUMMARY", "STATUS", "TRANSP", "SEQUENCE")]
    assert before == "0"
    assert found == ["ANNULÉ – Ligne 1 · Injection — Centre du Pratel", "CANCELLED", "TRANSPARENT", "1"]
    centre.clock.forward(days=7)
    assert "seat-i-000@releve" in values(client.get(path).content, "UID")
    centre.clock.forward(days=1)
    assert "seat-i-000@releve" not in values(client.get(path).content, "UID")


def test_a_renamed_centre_and_a_moved_session_keep_their_uid(centre: PublishedCentre, client: Client) -> None:
    """UIDs are the seats', whatever else changes."""
    path = centre.feed_path(ZOE)
    before = values(client.get(path).content, "UID")
    with centre.store.transaction() as conn:
        conn.execute("UPDATE centre SET name = 'Centre de la Gare', revision = revision + 1")
    response = client.get(path)
    assert values(response.content, "UID") == before
    assert "Centre de la Gare" in response.text


def test_the_window_moves_with_the_day_and_nothing_else_with_the_clock(centre: PublishedCentre, client: Client) -> None:
    """The bytes are the same at noon and at midnight; thirty-one days after the last shift none is left."""
    path = centre.feed_path(ZOE)
    first = client.get(path)
    centre.clock.forward(hours=30)
    assert client.get(path).content == first.content
    centre.clock.forward(days=38)
    assert values(client.get(path).content, "UID") == []


def test_drafts_and_answers_of_other_people_are_in_no_calendar(centre: PublishedCentre, client: Client) -> None:
    """A session that is still a draft shows nowhere."""
    centre.change_session(0, state="draft")
    counts = [
        len(values(client.get(path).content, "UID"))
        for path in (centre.feed_path(ZOE), *centre.centre_paths().values())
    ]
    assert max(counts) == 12


@pytest.mark.parametrize(
    "path",
    [
        UNKNOWN,
        "/calendrier/court.ics",
        "/calendrier/",
        "/calendrier",
        "/calendrier/a/b/c",
        "/calendrier/%00.ics",
        "/calendrier/..%2f..%2fetc.ics",
        "/calendrier/" + "é" * 500 + ".ics",
        "/p/quelque-chose",
        "/appel",
        "/api/v1/rien",
        "/imprimer/rien.pdf",
        "//calendrier/x.ics",
    ],
)
def test_what_opens_nothing_says_so_alike(centre: PublishedCentre, client: Client, path: str) -> None:
    """404 in plain text, same size and headers everywhere, never Streamlit's page."""
    expected = client.get(UNKNOWN)
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert (response.content, response.headers) == (expected.content, expected.headers)
    assert client.ask("HEAD", path).headers == expected.headers


def test_a_calendar_can_only_be_read(centre: PublishedCentre, client: Client) -> None:
    """Other methods are refused alike for a link that works and one that does not."""
    answers = [client.ask("POST", path).headers for path in (centre.feed_path(ZOE), UNKNOWN)]
    assert answers[0] == answers[1]
    assert client.ask("DELETE", UNKNOWN).status_code == 405


def test_a_renewed_link_leaves_a_notice_for_thirty_days(centre: PublishedCentre, client: Client) -> None:
    """The new address has the shifts; the old one a valid calendar without any, then nothing."""
    old = centre.feed_path(ZOE)
    assert client.get(old).status_code == 200
    new = rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.PERSON, ZOE, base_url="").feed
    assert new == centre.feed_path(ZOE) != old
    assert len(values(client.get(new).content, "UID")) == 5
    notice = client.get(old)
    assert notice.status_code == 200
    assert values(notice.content, "SUMMARY") == ["Ce calendrier a changé d’adresse : demandez votre nouveau lien"]
    centre.clock.forward(days=29)
    assert client.get(old).content == notice.content
    centre.clock.forward(days=1)
    assert client.get(old).status_code == 404


def test_reminders_come_when_asked_for_in_the_address(centre: PublishedCentre, client: Client) -> None:
    """None by default; two at most."""
    path = centre.feed_path(ZOE)
    assert values(client.get(path).content, "TRIGGER") == []
    asked = client.get(f"{path}?rappel=60&rappel=1440&rappel=30").content
    assert values(asked, "TRIGGER") == ["-PT30M", "-PT1H"] * 5


def test_a_fault_serves_the_last_good_body_or_503_never_a_page(
    centre: PublishedCentre, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When reading fails, a phone that was served keeps its events and one that was not is told to come back."""
    known, other = centre.feed_path(ZOE), centre.feed_path(ALI)
    good = client.get(known)

    def broken(*_args: object, **_named: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(module, "open_calendar", broken)
    centre.change_seat(centre.seat_of(ZOE), holder=Holder(), state=SeatState.OPEN)
    assert (client.get(known).content, client.get(known).status_code) == (good.content, 200)
    for path in (other, UNKNOWN):
        failed = client.get(path)
        assert (failed.status_code, failed.headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert failed.headers["retry-after"] == "300"
    monkeypatch.undo()
    assert len(values(client.get(known).content, "UID")) == 4


def test_a_fault_says_nothing_of_the_address_in_the_log(
    centre: PublishedCentre, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the kind of fault; the token is a secret."""
    path = centre.feed_path(ZOE)

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError(path)

    monkeypatch.setattr(module, "open_calendar", broken)
    assert client.get(path).status_code == 503
    assert [record.getMessage() for record in caplog.records] == ["calendar not written: RuntimeError"]


def test_wrong_addresses_tire_one_client_and_never_a_calendar(centre: PublishedCentre, client: Client) -> None:
    """After thirty wrong ones a client is told to wait for every further one; the calendars of its line go on."""
    path, fresh = centre.feed_path(ZOE), centre.feed_path(ALI)
    assert client.get(path).status_code == 200
    codes = [client.get(f"/calendrier/faux{n}.ics").status_code for n in range(35)]
    assert codes[:30] == [404] * 30
    assert codes[-1] == 503
    centre.change_seat(centre.seat_of(ZOE), state=SeatState.ACKNOWLEDGED)
    assert values(client.get(path).content, "STATUS")[0] == "CONFIRMED"
    assert client.get(fresh).status_code == 200
    assert Client(client.app, peer="192.0.2.8").get("/calendrier/faux.ics").status_code == 404


def test_a_calendar_is_written_once_for_a_state_of_the_database(
    centre: PublishedCentre, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again, nothing is read; after someone else's change it is read but not written; after one's own it is."""
    reads: list[str] = []
    writes: list[str] = []
    open_calendar, build = module.open_calendar, module.build
    monkeypatch.setattr(
        module,
        "open_calendar",
        lambda store, token, **named: reads.append(token) or open_calendar(store, token, **named),
    )
    monkeypatch.setattr(module, "build", lambda feed: writes.append(feed.name) or build(feed))
    path = centre.feed_path(ZOE)
    counts = []
    for change in (
        lambda: None,
        lambda: None,
        lambda: centre.change_seat(centre.seat_of(ALI), state=SeatState.STAND_IN_WANTED),
        lambda: centre.change_seat(centre.seat_of(ZOE), state=SeatState.ACKNOWLEDGED),
    ):
        change()
        client.get(path)
        counts.append((len(reads), len(writes)))
    assert counts == [(1, 1), (1, 1), (2, 1), (3, 2)]


def test_two_servers_on_copies_of_a_folder_write_the_same_bytes(
    centre: PublishedCentre, client: Client, store_copy: Store
) -> None:
    """A backup restored elsewhere, keys included, serves the same addresses with the same bytes and tags."""
    path = centre.feed_path(ZOE)
    site = Site(store_copy, BASE)
    other = Client(OwnAddresses(streamlit_like, site)).get(path)
    here = client.get(path)
    site.close()
    assert (other.content, other.headers["etag"]) == (here.content, here.headers["etag"])


def test_the_address_asked_for_starts_the_links_when_no_public_one_is_set(centre: PublishedCentre) -> None:
    """Without a setting, the page's address in the event is the one the phone used; a strange Host is not repeated."""
    site = Site(centre.store)
    client = Client(OwnAddresses(streamlit_like, site), host="cpts.exemple.fr:8443")
    page = centre.feed_path(ZOE).removesuffix(".ics")
    usual = client.get(centre.feed_path(ZOE))
    strange = client.get(centre.feed_path(ZOE), host="x<y>")
    site.close()
    assert f"URL:https://cpts.exemple.fr:8443{page}" in unfolded(usual.content)
    assert f"URL:{page}" in unfolded(strange.content)


def test_nothing_of_the_folder_names_a_token(centre: PublishedCentre, client: Client) -> None:
    """Tokens are in no table and no journal entry: only their hashes are."""
    paths = [centre.feed_path(ZOE), *centre.centre_paths().values()]
    rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.LINE, f"{CENTRE}/1", base_url="")
    with centre.store.reading() as conn:
        dump = "\n".join(conn.iterdump())
    assert [path for path in paths if path.split("/")[-1].removesuffix(".ics") in dump] == []
    assert "links.handed_out" in dump
