"""A provider on loopback that says whatever a test wants: each lie is one changed part of an honest answer."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

SECRET = "s" * 40
CODE = "un-code"


@dataclass
class LyingProvider:
    """``claims``, ``metadata``, ``userinfo`` replace parts of the honest answers (None takes one away).

    ``bodies``: path → (status, body) sent as they are; ``sign`` makes the id token from its claims.
    """

    issuer: str = ""
    nonce: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    metadata: dict[str, object] = field(default_factory=dict)
    userinfo: dict[str, object] = field(default_factory=dict)
    bodies: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    sign: Callable[[dict[str, object]], str] | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"}))

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body of one address."""
        if path in self.bodies:
            return self.bodies[path]
        makers = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": lambda: {"keys": [self.key.as_dict(private=False)]},
            "/token": self._tokens,
            "/me": lambda: _with({"sub": "zoe"}, self.userinfo),
        }
        return (200, json.dumps(makers[path]()).encode()) if path in makers else (404, b"")

    def _metadata(self) -> dict[str, object]:
        ends = {
            "authorization_endpoint": "auth",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
            "userinfo_endpoint": "me",
        }
        honest = {"issuer": self.issuer, **{name: f"{self.issuer}/{end}" for name, end in ends.items()}}
        return _with({**honest, "authorization_response_iss_parameter_supported": True}, self.metadata)

    def _tokens(self) -> dict[str, object]:
        now = int(time.time())
        honest: dict[str, object] = {
            "iss": self.issuer,
            "aud": "releve",
            "sub": "zoe",
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 60,
            "email": "zoe@exemple.fr",
            "email_verified": True,
            "at_hash": half_hash("acces"),
        }
        claims = _with(honest, self.claims)
        token = self.sign(claims) if self.sign else jwt.encode({"alg": "ES256", "kid": "k1"}, claims, self.key)
        return {"access_token": "acces", "token_type": "Bearer", "id_token": token}


def _with(honest: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**honest, **changes}.items() if value is not None}


def half_hash(token: str) -> str:
    """``at_hash`` of an access token under ES256."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def unsigned(claims: dict[str, object]) -> str:
    """A token of algorithm « none »."""
    parts = (json.dumps({"alg": "none"}), json.dumps(claims))
    return ".".join(base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts) + "."


def by_the_secret(claims: dict[str, object]) -> str:
    """A token signed with the client's own secret."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))


def by_another_key(claims: dict[str, object]) -> str:
    """A token signed by a stranger who calls their key as the provider calls its own."""
    return jwt.encode({"alg": "ES256", "kid": "k1"}, claims, ECKey.generate_key("P-256"))


class QuietServer(ThreadingHTTPServer):
    """Says nothing of those who hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks is what some tests are about."""


@contextmanager
def lying_provider() -> Iterator[LyingProvider]:
    """Serve one on a free port."""
    provider = LyingProvider()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            provider.asked.append((self.command, self.path, self.rfile.read(length).decode()))
            status, body = provider.answer(self.path)
            self.send_response(status)
            self.send_header("location", f"{provider.issuer}/ailleurs") if 300 <= status < 400 else None
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer

        def log_message(self, *_args: object) -> None:
            """Nothing is written to the test's output."""

    server = QuietServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
