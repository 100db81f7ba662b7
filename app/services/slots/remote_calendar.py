"""Fetch a calendar address that somebody pasted. The address is a stranger's: only the public web is ever asked."""

from __future__ import annotations

import ipaddress
import socket
import time
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpx

from app.core.errors import N_, InvalidInput, UnreadableFile

MAX_BYTES = 2_000_000
MAX_REDIRECTS = 3
TIMEOUT_SECONDS = 10.0


def fetch_calendar(url: str) -> bytes:
    """The body behind a ``https``, ``http`` or ``webcal`` address, at most 2 MB in 10 s.

    Raises InvalidInput for an address that is none or leads inside a private network, UnreadableFile when it does not
    answer with a body. The connection goes to the very address that was checked, so that a name can't change in between.
    """
    for _attempt in range(MAX_REDIRECTS + 1):
        url = url.strip().replace("webcal://", "https://", 1)
        response = _get(url)
        if not response.is_redirect:
            break
        url = urljoin(url, response.headers.get("location", ""))
    if response.status_code != httpx.codes.OK:
        raise UnreadableFile(
            N_("Cette adresse de calendrier ne répond pas (code {code}). Vérifiez-la dans l’agenda d’origine."),
            code=response.status_code,
        )
    return response.content


def _get(url: str) -> httpx.Response:
    parts, port = _address(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput(
            N_("« {url} » n’est pas une adresse de calendrier : elle commence par https:// ou webcal://."),
            url=url[:120],
        )
    address = public_address(parts.hostname, port)
    host = f"[{address}]" if ":" in address else address
    pinned = urlunsplit((parts.scheme, f"{host}:{port}", parts.path or "/", parts.query, ""))
    try:
        with (
            httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client,
            client.stream(
                "GET",
                pinned,
                headers={"Host": parts.netloc.rpartition("@")[2]},
                extensions={"sni_hostname": parts.hostname},
            ) as response,
        ):
            body, deadline = b"", time.monotonic() + TIMEOUT_SECONDS
            for chunk in response.iter_bytes():
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("too slow")
                body += chunk
                if len(body) > MAX_BYTES:
                    raise UnreadableFile(
                        N_("Ce calendrier est trop gros (plus de 2 Mo) : exportez une période plus courte.")
                    )
            return httpx.Response(response.status_code, headers=_kept(response.headers), content=body)
    except httpx.HTTPError:
        raise UnreadableFile(
            N_("Cette adresse de calendrier ne répond pas. Vérifiez-la, ou collez le contenu du calendrier.")
        ) from None


def _address(url: str) -> tuple[SplitResult, int]:
    """The parts of an address and its port; what can't be read has no part at all."""
    try:
        httpx.URL(url)  # stricter on control characters than what splits it
        parts = urlsplit(url)
        return parts, parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, httpx.InvalidURL):
        return urlsplit(""), 0


def _kept(headers: httpx.Headers) -> dict[str, str]:
    return {"location": headers["location"]} if "location" in headers else {}


def public_address(host: str, port: int) -> str:
    """One address of ``host``, all of which must be on the public internet. Raises InvalidInput otherwise."""
    try:
        found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        found = []
    if not found or not all(ipaddress.ip_address(address.split("%")[0]).is_global for address in found):
        raise InvalidInput(
            N_("Cette adresse ne mène pas à un agenda public : prenez l’adresse secrète au format iCal.")
        )
    return found[0]
