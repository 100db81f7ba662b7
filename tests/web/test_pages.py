"""What every page behind a personal link shares: GET shows, POST acts, and an address that opens nothing says nothing."""

from __future__ import annotations

import gzip
import logging
from datetime import timedelta

import pytest

from app.access.links import LinkScope, call_out_subject, page_subject, person_subject
from app.store import journal, links
from app.web import volunteer_page
from app.web.guesses import BURST
from app.web.site import OWN_PAGES
from tests.web.a_centre import ALI, ZOE, Client
from tests.web.a_volunteer import CALL_OUT, Volunteer

UNKNOWN = "A" * 43
PERSONAL = frozenset({LinkScope.PAGE, LinkScope.CALL_OUT})


def addresses(volunteer: Volunteer) -> list[str]:
    """Every page that Zoé's two links open, as a mail scanner would find them."""
    return [
        (volunteer.page if page.first == "p" else volunteer.call) + (f"/{page.part}" if page.part else "")
        for page in OWN_PAGES
        if page.scopes & PERSONAL
    ] + [f"{volunteer.page}/echange?poste=seat-i-000", "/p"]


def state(volunteer: Volunteer) -> tuple[str, bytes]:
    """The journal's head and every byte of the database."""
    with volunteer.centre.store.reading() as conn:
        return journal.head(conn), "\n".join(conn.iterdump()).encode()


def test_a_mail_scanner_changes_nothing(volunteer: Volunteer, phone: Client) -> None:
    """GET and HEAD of every address, with every query a page reads: not one byte of the database moves."""
    before = state(volunteer)
    codes = {
        phone.ask(method, address + query).status_code
        for address in addresses(volunteer)
        for method in ("GET", "HEAD")
        for query in ("", "&" if "?" in address else "?fait=confirmed&confirm=seat-i-000&answer=yes&lang=en")
    }
    assert codes <= {200, 303, 404}
    assert state(volunteer) == before


def test_the_same_tap_as_a_post_does_act(volunteer: Volunteer, phone: Client) -> None:
    """The proof of the one above: a POST with these fields writes."""
    before = state(volunteer)
    assert phone.post(volunteer.page, {"confirm": "seat-i-000"}).status_code == 303
    assert state(volunteer) != before


def test_after_acting_the_browser_is_sent_to_look(volunteer: Volunteer, phone: Client) -> None:
    """303 to the same address with the code of what was done, the language kept; the sentence is then shown."""
    answer = phone.post(f"{volunteer.page}?lang=en", {"confirm": "seat-i-000"})
    assert (answer.status_code, answer.headers["location"], answer.content) == (303, "?fait=confirmed&lang=en", b"")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "Merci, c’est noté" in phone.get(f"{volunteer.page}?fait=confirmed").text


def test_a_code_nobody_knows_says_nothing(volunteer: Volunteer, phone: Client) -> None:
    """The address can't put words into the page."""
    assert phone.get(f"{volunteer.page}?fait=<b>x</b>").content == phone.get(volunteer.page).content


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_addresses_that_open_nothing_answer_alike(volunteer: Volunteer, phone: Client, method: str) -> None:
    """Unknown, malformed, renewed, expired, of another kind, of somebody gone, of no such part: the same 404, byte for byte."""
    store = volunteer.centre.store
    key = store.folder.key("links")
    renewed = f"/p/{volunteer.centre.link(page_subject(ALI))}"
    nobody = f"/p/{volunteer.centre.link(page_subject('p-personne'))}"
    orphan = f"/appel/{volunteer.centre.link(call_out_subject('parti', ZOE))}"
    stranger = f"/appel/{volunteer.centre.link(call_out_subject(CALL_OUT, ALI))}"
    calendar = volunteer.centre.link(person_subject(ZOE))
    with store.transaction() as conn:
        links.rotate(conn, key, page_subject(ALI), store.now())
    dead = [f"/p/{UNKNOWN}", "/p/a", "/p/%00%ff", f"/p/{'x' * 5000}", renewed, nobody, orphan, stranger]
    dead += [f"/p/{calendar}", f"/appel/{calendar}", volunteer.page.replace("/p/", "/appel/"), f"{volunteer.page}/rien"]
    dead += [volunteer.call.replace("/appel/", "/p/"), f"{volunteer.call}/preferences", "/appel", "/appel/"]
    answers = [_other(phone).ask(method, path, content_type="application/x-www-form-urlencoded") for path in dead]
    plain = _other(phone).ask(method, f"/p/{UNKNOWN}")
    assert {(one.status_code, one.content, str(one.headers)) for one in answers} == {
        (404, plain.content, str(plain.headers))
    }


_next = iter(range(1, 250))


def _other(phone: Client) -> Client:
    """Another phone of the same village: nobody here has spent their guesses."""
    return Client(phone.app, peer=f"198.51.100.{next(_next)}")


def test_a_page_opens_until_sixty_days_after(volunteer: Volunteer, phone: Client) -> None:
    """The day before the end it answers, the day after it is unknown, for the page and for the answer to a call-out."""
    held = [phone.get(path).status_code for path in (volunteer.page, volunteer.call)]
    volunteer.centre.clock.at += timedelta(days=68)
    late = [phone.get(path).status_code for path in (volunteer.page, volunteer.call)]
    volunteer.centre.clock.at += timedelta(days=10)
    over = [phone.get(path).status_code for path in (volunteer.page, volunteer.call)]
    assert (held, late, over) == ([200, 200], [200, 200], [404, 404])


def test_guessing_is_slow(volunteer: Volunteer, phone: Client) -> None:
    """After a handful of wrong addresses a client gets one same 503 of every further one, and of nothing else.

    Behind the same address may be a whole town hall: links that open and signing in stay open to it.
    """
    for number in range(BURST):
        assert phone.get(f"/{('p', 'appel')[number % 2]}/{UNKNOWN[:-3]}{number:03}").status_code == 404
    refused = [phone.get(path) for path in (f"/p/{UNKNOWN}", "/p/x", f"/calendrier/{UNKNOWN}.ics", "/connexion/lien/x")]
    assert {(one.status_code, one.content) for one in refused} == {(503, refused[0].content)}
    assert [phone.get(path).status_code for path in (volunteer.page, volunteer.call, "/connexion")] == [200] * 3
    assert _other(phone).get(volunteer.page).status_code == 200


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "cross-site"}, {"origin": "https://autre.exemple.fr"}])
def test_another_site_can_press_nothing(volunteer: Volunteer, phone: Client, headers: dict[str, str]) -> None:
    """403 in one sentence, the same whether the address opens something or not; nothing is written."""
    before = state(volunteer)
    answers = [phone.post(path, {"confirm": "seat-i-000"}, **headers) for path in (volunteer.page, f"/p/{UNKNOWN}")]
    assert [one.status_code for one in answers] == [403, 403]
    assert answers[0].content == answers[1].content
    assert "autre site" in answers[0].text
    assert state(volunteer) == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"confirm=" + b"x" * 70_000, "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"confirm=%ff", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"confirm=", "application/x-www-form-urlencoded"),
        (b"inconnu=1", "application/x-www-form-urlencoded"),
        (b"confirm=rien", "application/x-www-form-urlencoded"),
        (b"leave=seat-p-000", "application/x-www-form-urlencoded"),
        (b"accept=rien", "application/x-www-form-urlencoded"),
        (b"take=rien", "application/x-www-form-urlencoded"),
        (b"poll=sondage", "application/x-www-form-urlencoded"),
        (b"poll=sondage&s-rien=yes", "application/x-www-form-urlencoded"),
        (b"poll=sondage&s-poll-0-0=peut", "application/x-www-form-urlencoded"),
        (b"poll=sondage&w-9-am=yes", "application/x-www-form-urlencoded"),
        (b"poll=rien&s-poll-0-0=yes", "application/x-www-form-urlencoded"),
        (b"call_out=rien&answer=yes", "application/x-www-form-urlencoded"),
        (b"call_out=appel", "application/x-www-form-urlencoded"),
        (b"call_out=appel&answer=voicemail", "application/x-www-form-urlencoded"),
    ],
)
def test_a_form_that_says_nothing_sound_gets_one_sentence(
    volunteer: Volunteer, phone: Client, body: bytes, kind: str
) -> None:
    """The page itself again, 422, with why; nothing is written."""
    before = state(volunteer)
    answer = phone.post(volunteer.page, body, content_type=kind)
    assert answer.status_code == 422
    assert answer.text.count('role="alert"') == 1
    assert "Mes prochaines vacations" in answer.text
    assert state(volunteer) == before


def test_methods_that_pages_do_not_know(volunteer: Volunteer, phone: Client) -> None:
    """405 that names what the address knows, POST with it, whether it opens anything or not; a page that only shows does not
    know POST."""
    paths = (volunteer.page, volunteer.call, f"/p/{UNKNOWN}", "/p")
    asked = [phone.ask(method, path) for path in paths for method in ("PUT", "DELETE", "PATCH", "OPTIONS")]
    assert {(one.status_code, one.headers["allow"]) for one in asked} == {(405, "GET, HEAD, POST")}
    shown = phone.post(f"{volunteer.page}/donnees", {"x": "1"})
    assert (shown.status_code, shown.headers["allow"]) == (405, "GET, HEAD")
    read = phone.ask("PUT", "/sante")
    assert (read.status_code, read.headers["allow"]) == (405, "GET, HEAD")


def test_a_page_says_again_only_what_it_reads(volunteer: Volunteer, phone: Client) -> None:
    """The link to the other language keeps the place on the page, and nothing that whoever wrote the address put in."""
    query = "?suite=2&poste=x&annee=2026&format=html&fait=confirmed&token=secret&utm_source=lettre&lang=fr"
    page = phone.get(volunteer.page + query).text
    assert 'href="?suite=2&amp;poste=x&amp;annee=2026&amp;format=html&amp;lang=en"' in page
    assert [word for word in ("secret", "utm_source", "lettre") if word in page] == []


def test_whoever_came_first_is_not_named(volunteer: Volunteer, phone: Client) -> None:
    """A person changed meanwhile by the command line: the page says so without any name of the machine's."""
    store = volunteer.centre.store
    with store.transaction() as conn:
        journal.write(conn, store.now(), "commande", "person_edited", ZOE, {})
    answer = phone.post(f"{volunteer.page}/preferences", {"sollicitations": "non", "revision": "999"})
    assert answer.status_code == 422
    assert "modifié ces données entre-temps. Rien" in answer.text
    assert "commande" not in answer.text


def test_pages_are_private_and_load_nothing(volunteer: Volunteer, phone: Client) -> None:
    """No cookie, not kept, not indexed, no referrer, a policy without holes, no script at all."""
    for path in (volunteer.page, volunteer.call, f"{volunteer.page}/echange?poste=seat-i-000"):
        answer = phone.get(path)
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert ("unsafe" in policy, "script-src" in policy) == (False, False)
        assert [word for word in ("<script", "style=", "src=", "http://", "@import") if word in answer.text] == []


def test_head_is_get_without_its_body(volunteer: Volunteer, phone: Client) -> None:
    """The same headers, length included."""
    get, head = phone.get(volunteer.page), phone.ask("HEAD", volunteer.page)
    assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)


def test_a_page_is_compressed_for_whoever_accepts_it(volunteer: Volunteer, phone: Client) -> None:
    """The same page in less than a quarter of the bytes, its length true, caches told; 404 and 303 are left alone."""
    simple, small = phone.get(volunteer.page), phone.get(volunteer.page, accept_encoding="br, gzip")
    assert small.headers["x-content-encoding"] == "gzip"
    assert gzip.decompress(small.content) == simple.content
    assert int(small.headers["content-length"]) == len(small.content) < len(simple.content) / 4
    assert {one.headers["vary"] for one in (simple, small)} == {"Accept-Language, Cookie, Accept-Encoding"}
    assert "x-content-encoding" not in phone.get("/p/rien", accept_encoding="gzip").headers


def test_a_fault_is_503_and_its_log_holds_no_token(
    volunteer: Volunteer, phone: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Plain text, and whoever reads the log can open nothing."""

    def broken(*_args: object) -> None:
        raise RuntimeError(volunteer.page)

    monkeypatch.setattr(volunteer_page, "read_volunteer_page", broken)
    with caplog.at_level(logging.DEBUG, "releve"):
        answer = phone.get(volunteer.page)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("releve")]
    assert said == ["page not answered: RuntimeError"]


def test_a_fictional_community_says_so_on_every_page(volunteer: Volunteer, phone: Client) -> None:
    """« DÉMONSTRATION » on top."""
    for path in (volunteer.page, volunteer.call, f"{volunteer.page}/echange?poste=seat-i-000"):
        assert "DÉMONSTRATION" in phone.get(path).text


def test_no_two_pages_stand_at_one_address() -> None:
    """Each address under each kind of link is one page's."""
    keys = [(page.first, page.part, scope) for page in OWN_PAGES for scope in (page.scopes or {None})]
    assert len(keys) == len(set(keys))
