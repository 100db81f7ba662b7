"""What strangers send: values, queries, headers and bodies that no page of ours ever makes."""

from __future__ import annotations

SCRIPT = "<script>alert(1)</script>"
"""Must come back escaped or not at all."""

VALUES: tuple[str, ...] = (
    "",
    SCRIPT,
    "\"'><img src=x onerror=alert(1)>",
    "' OR 1=1; DROP TABLE person; --",
    "{person.__class__.__init__.__globals__}{0}{}",
    "{{ 7 * 7 }}{% for x in ().__class__ %}${7*7}",
    "=HYPERLINK(\"http://192.0.2.1\";\"x\")",
    "../../../../etc/passwd\x00.csv",
    "A" * 60_000,
    "9" * 5_000,
    "-1",
    "1e999",
    "NaN",
    "²٣½",
    "2026-99-99",
    "9999-12-31T23:59:60+99:99",
    "25:61",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u200b\ufeff\x1b[2J\r\nSet-Cookie: a=b",
    "http://127.0.0.1:9/",
    "file:///etc/passwd",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261130T090000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "01939f00-0000-7000-8000-00000000c001",
)  # fmt: skip

QUERIES: tuple[str, ...] = (
    f"lang={SCRIPT}&suite=//evil.example&suite=%2F%2Fevil.example",
    "fait=../../x&fait=%3Cscript%3E&annee=99999999999999999999",
    "annee=%C2%B2025&poste=%00&format=json%0d%0aSet-Cookie:a=b",
    "rappel=NaN&rappel=-1&rappel=" + "9" * 400,
    "%ff%fe=%ed%a0%80&=&&&%",
    "&".join(["rappel=60"] * 900),
    "code=" + "A" * 6000 + "&state=%00&error=" + "%3Cscript%3E",
    "a" * 8000,
)

HEADERS: tuple[dict[str, str], ...] = (
    {"host": ""},
    {"host": "evil.example:99999"},
    {"host": "[::1"},
    {"host": "[::::]:80"},
    {"host": "a" * 9000},
    {"origin": "http://evil.example"},
    {"origin": "http://releve.exemple.fr:notaport"},
    {"origin": "null", "sec_fetch_site": "cross-site"},
    {"x_forwarded_for": "a, , ::1%eth0, 999.1.1.1", "x_forwarded_proto": "javascript", "x_forwarded_host": "evil"},
    {"forwarded": 'for="[::1]:bad";proto=https', "x_real_ip": "127.0.0.1"},
    {"accept_language": "fr;q=x,en;q=1e999,*;q=nan," + "a" * 4000},
    {"accept_encoding": "gzip;q=NaN, br;q=-1, *;q="},
    {"if_none_match": '"' * 5000},
    {"if_modified_since": "never", "range": "bytes=0-1,5-2,-99999999999999"},
    {"cookie": "releve=" + "A" * 4000 + '; releve_form="\\"; releve_code=\x7f; =; ;;'},
    {"content_length": "-5", "transfer_encoding": "chunked, identity"},
    {"x_http_method_override": "DELETE", "upgrade": "websocket", "expect": "100-continue"},
    {"user_agent": SCRIPT * 40},
)

METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get")

FORM = "application/x-www-form-urlencoded"
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"answer": "yes", "__proto__": {"x": [[[[[[]]]]]]}}'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"; filename="../../b"\r\n\r\n1\r\n--x--'),
    ("text/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
    (FORM, b"\xff\xfe\x00\x01"),
    (FORM, "prénom=é".encode("utf-16")),
    (FORM, b"a=%ff%fe&b=%u1234&c=%ed%a0%80"),
    (FORM, b"a=1&" * 4000),
    (FORM, b"=" * 60_000),
    (FORM, b"a=" + b"A" * 1_200_000),
    (f"{FORM}; charset=utf-7", b"a=%2BADw-script%2BAD4-"),
    ("", b"answer=yes"),
    ("\x00", b"answer=yes"),
)  # fmt: skip

SIGNS_OF_A_FAULT = ("Traceback", 'File "', "sqlite3", "site-packages", "Exception", "root:x:0")
"""What no answer may hold: the inside of the program, or of the machine."""
