"""A browser that goes to a real provider and back, and the folder whose people sign in that way."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.ids import PersonId
from app.store import accounts
from app.store.database import Store
from app.store.secrets import FILE
from app.web.base_url import BaseUrl
from app.web.guesses import Guesses
from app.web.provider_pages import ProviderPages
from tests.web.a_centre import BASE, App, Client

NODE_MODULES = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute()
START = "/connexion/p/psc"
RETURN = f"{BASE}{START}/retour"
SECRET = "un secret:a/encoder+%"


@contextmanager
def real_provider() -> Iterator[str]:
    """The issuer of npm's oidc-provider, listening on this machine; the test is skipped where there is none."""
    script = Path(__file__).with_name("oidc_provider.mjs")
    node, there = shutil.which("node"), (NODE_MODULES / "oidc-provider").is_dir()
    if node is None or not there:
        reason = "no oidc-provider (npm install, then RELEVE_NODE_MODULES)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    command = [node, str(script), str(NODE_MODULES), RETURN, f"{BASE}/connexion"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def set_provider(store: Store, issuer: str, **values: str | bool) -> None:
    """Write the one section of ``secrets.toml`` that names this provider."""
    given: dict[str, str | bool] = {
        "label": "Pro Santé Connect",
        "issuer": issuer,
        "client_id": "releve",
        "client_secret": SECRET,
        "scope": "openid email scope_all",
        "acr_values": "eidas1",
        "rpps_claim": "SubjectNameID",
    }
    lines = [f"{key} = {_toml(value)}" for key, value in (given | values).items()]
    path = store.folder.path / FILE
    path.touch(0o600)
    path.write_text("\n".join(["[oidc.psc]", *lines, ""]), encoding="utf-8")


def _toml(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def an_account(
    store: Store, login: str, role: Role, *, email: str = "", person_id: PersonId | None = None
) -> Account:  # fmt: skip
    """Put an account in the folder."""
    account = Account(
        id=AccountId(f"compte-{login}"),
        login=login,
        name=login.title(),
        role=role,
        created_at=store.now(),
        person_id=person_id,
        email=email,
    )
    with store.transaction() as conn:
        accounts.add(conn, account)
    return account


def provider_app(store: Store) -> App:
    """Our two addresses alone; no time passes for those who depart too often."""
    pages = ProviderPages(store, BaseUrl(BASE, store), Guesses(lambda: 0.0))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await pages.answer(Request(scope, receive), scope["path"].removeprefix("/connexion/p/"))
        await response(scope, receive, send)

    return app


@dataclass
class Browser:
    """One browser: what it keeps of us, and its own conversation with the provider."""

    app: App
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> httpx.Response:
        """One request to us, with the cookies kept."""
        sent = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        response = Client(self.app).get(path, user_agent="Mozilla/5.0 (Android) Firefox/150.0", **sent)
        for line in response.headers.get_list("set-cookie"):
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return response

    def leave(self, query: str = "") -> str:
        """Begin; the address at the provider."""
        response = self.get(START + query)
        assert response.status_code == 303, response.text
        return response.headers["location"]

    def authorised(self, address: str, who: str = "zoe", acr: str = "eidas1", code_seconds: int = 60) -> str:
        """Go through the provider as ``who`` (empty: refuse); the path at which the browser comes back to us."""
        said = {"x-who": who, "x-acr": acr, "x-code-seconds": str(code_seconds)}
        with httpx.Client(headers={name: text for name, text in said.items() if text}) as there:
            while not address.startswith(BASE):
                response = there.get(address)
                assert response.is_redirect, response.text
                address = urljoin(address, response.headers["location"])
        return address.removeprefix(BASE)

    def sign_in(self, who: str = "zoe", acr: str = "eidas1", query: str = "") -> httpx.Response:
        """The whole way there and back."""
        return self.get(self.authorised(self.leave(query), who, acr))


def asked(address: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def said_of(response: httpx.Response) -> str:
    """What a page of ours says went wrong, with plain spaces."""
    text = response.text.partition('role="alert">')[2].partition("</p>")[0]
    return text.replace("\u00a0", " ").replace("&#39;", "’")
