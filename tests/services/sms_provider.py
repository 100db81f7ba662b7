"""A provider of SMS on loopback: checks the signature as the specification says, and sends each message once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TOLERANCE_SECONDS = 300


@dataclass
class Provider:
    """What it was asked, what it sent, and how it is to answer next: a status, « hang up » or « redirect »."""

    secret: str
    now: float
    answers: deque[int | str] = field(default_factory=deque)
    requests: list[dict[str, str]] = field(default_factory=list)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)

    def status(self, headers: dict[str, str], body: bytes) -> int:
        """401 for a signature that does not hold or an old one; 200 for a message, sent the first time only."""
        id, stamp = headers["webhook-id"], headers["webhook-timestamp"]
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(key, f"{id}.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()
        given = [one.partition(",")[2] for one in headers["webhook-signature"].split(" ") if one.startswith("v1,")]
        if expected not in given or abs(int(stamp) - self.now) > TOLERANCE_SECONDS:
            return 401
        self.sent.setdefault(id, json.loads(body))
        return 200


@contextmanager
def sms_provider(provider: Provider) -> Iterator[str]:
    """Its address for the time of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            provider.requests.append({**headers, "path": self.path})
            answer = provider.answers.popleft() if provider.answers else None
            if answer == "hang up":
                provider.status(headers, body)
                self.close_connection = True
                return
            status = (
                302 if answer == "redirect" else answer if isinstance(answer, int) else provider.status(headers, body)
            )
            self.send_response(int(status))
            if answer == "redirect":
                self.send_header("location", f"http://127.0.0.1:{self.server.server_address[1]}/ailleurs")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sms"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
