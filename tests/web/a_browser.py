"""A browser that keeps its cookies and sends the forms it was shown, in this process."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from tests.web.a_centre import Client

_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass
class Browser:
    """One person in front of one browser."""

    client: Client
    cookies: dict[str, str] = field(default_factory=dict)
    page: httpx.Response = field(default_factory=lambda: httpx.Response(204))

    def open(self, path: str, **headers: str) -> httpx.Response:
        """Ask for a page, and look at it."""
        return self._kept(self.client.get(path, **self._headers(headers)))

    def send(self, path: str, fields: Mapping[str, str], **headers: str) -> httpx.Response:
        """Fill the form of the page being looked at; its hidden fields go along unless ``fields`` has its own."""
        return self._kept(self.client.post(path, {**self.hidden, **fields}, **self._headers(headers)))

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page being looked at."""
        return {name: html.unescape(value) for name, value in _FIELD.findall(self.page.text)}

    def sign_in(self, login: str, password: str, path: str = "/connexion") -> httpx.Response:
        """Open the page of signing in and fill it."""
        self.open(path)
        return self.send(path, {"identifiant": login, "mot_de_passe": password})

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        given = {"accept": "text/html", **headers}
        if self.cookies:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return given

    def _kept(self, response: httpx.Response) -> httpx.Response:
        for line in response.headers.get_list("set-cookie"):
            name, _equals, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value and "Max-Age=0" not in line:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        if response.status_code != 303:
            self.page = response
        return response
