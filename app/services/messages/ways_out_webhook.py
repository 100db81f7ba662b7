"""SMS through a provider's webhook, signed as the Standard Webhooks specification says (standardwebhooks.com, 1.0.0)."""

from __future__ import annotations

import base64
import hmac
import json
import ssl
from typing import TYPE_CHECKING

import httpx

from app.mobilisation.outbox import ErrorClass, http_error
from app.services.messages.letter import STRIKES_OUT, Failure, Letter
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.secrets import Webhook

TIMEOUT_SECONDS = 20.0


class WebhookWay:
    """The provider's address: no redirect is followed, and no proxy of the environment is used."""

    def __init__(self, webhook: Webhook, timeout: float = TIMEOUT_SECONDS) -> None:
        self._webhook = webhook
        self._client = httpx.Client(
            timeout=timeout, follow_redirects=False, trust_env=False, verify=ssl.create_default_context()
        )

    def send(self, letter: Letter) -> Failure | None:
        """Try once; any 2xx answer means taken."""
        body = content(letter, self._webhook.sender)
        headers = {"content-type": "application/json", **signed(self._webhook.key, letter.key, letter.at, body)}
        try:
            answer = self._client.post(self._webhook.url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return _unreachable(error)
        except httpx.HTTPError as error:
            return Failure(ErrorClass.TEMPORARY, type(error).__name__, strikes=1, is_uncertain=True)
        return _verdict(answer.status_code)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()


def content(letter: Letter, sender: str) -> bytes:
    """What is posted: ``{"to", "text", "sender"}``."""
    return json.dumps({"to": letter.to, "text": letter.text, "sender": sender}, ensure_ascii=False).encode()


def signed(key: bytes, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that prove who posts: HMAC-SHA256 over ``id.timestamp.body``, in base64 after ``v1,``.

    ``Idempotency-Key`` says the same as ``webhook-id`` to providers that know only that one.
    """
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(key, f"{id}.{stamp}.".encode() + body, "sha256")
    return {
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
        "idempotency-key": id,
    }


def _verdict(status: int) -> Failure | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        detail = _("HTTP {status} : l’adresse a changé, et aucune redirection n’est suivie").format(status=status)
        return Failure(ErrorClass.SETTINGS, detail, strikes=STRIKES_OUT)
    error = http_error(status)
    strikes = {ErrorClass.SETTINGS: STRIKES_OUT, ErrorClass.TEMPORARY: 1}.get(error, 0)
    return Failure(error, f"HTTP {status}", strikes)


def _unreachable(error: httpx.TransportError) -> Failure:
    """A certificate that does not hold is a fault of the settings; anything else may pass."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Failure(ErrorClass.SETTINGS, _("certificat du serveur non reconnu"), strikes=STRIKES_OUT)
    return Failure(ErrorClass.TEMPORARY, _("connexion impossible"), strikes=STRIKES_OUT)
