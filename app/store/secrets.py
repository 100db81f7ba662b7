"""``DATA/secrets.toml``: how messages leave, with the passwords that this takes. Owner-only; in no database, backup or log.

Sections ``[smtp]`` and ``[webhook]`` are read and written here; any other section is kept as it stands.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets as randomness
import stat
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.core.errors import N_, InvalidInput
from app.core.private_file import write_private

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.folder import DataFolder

FILE = "secrets.toml"

SECRET_BYTES = range(24, 65)
"""Length of a signing secret (Standard Webhooks, « Signature scheme »: 24 to 64 bytes, written in base64)."""

SECRET_PREFIX = "whsec_"
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
"""A mailbox in ASCII (RFC 5321 §4.1.2), without quotes or comments."""

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,253}")
_SENDER = re.compile(r"[A-Za-z0-9 +]{0,16}")


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Only to this machine."""


USUAL_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""RFC 8314 §3.3 and §7.3; 25 for a server on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """The mailbox that messages leave from. ``ca_file``: who vouches for the server, empty = the system's authorities."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    from_address: str
    ca_file: str = ""

    @property
    def domain(self) -> str:
        """Right-hand side of the sending address."""
        return self.from_address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """The SMS provider's address. ``sender``: what the phone shows, at most 16 letters and digits; may be empty."""

    url: str
    secret: str = field(repr=False)
    sender: str = ""

    @property
    def key(self) -> bytes:
        """The bytes that sign."""
        return base64.b64decode(self.secret.removeprefix(SECRET_PREFIX))


@dataclass(frozen=True, slots=True)
class Secrets:
    """The ways out that are set; None: nothing leaves that way."""

    smtp: SmtpAccount | None = None
    webhook: Webhook | None = None


def read(folder: DataFolder) -> Secrets:
    """What the file holds; nothing when there is none. Raises InvalidInput naming the value that does not fit."""
    sections = tables(folder.path / FILE)
    smtp, webhook = sections.get("smtp"), sections.get("webhook")
    return Secrets(_smtp(smtp) if smtp is not None else None, _webhook(webhook) if webhook is not None else None)


def write(folder: DataFolder, held: Secrets) -> None:
    """Replace both sections at once; the file is whole or untouched, and only its owner may read it.

    Raises InvalidInput for a value that does not fit; nothing is then written.
    """
    sections = tables(folder.path / FILE)
    kept = {name: values for name, values in sections.items() if name not in ("smtp", "webhook")}
    if held.smtp is not None:
        kept["smtp"] = asdict(checked_smtp(held.smtp))
    if held.webhook is not None:
        kept["webhook"] = asdict(checked_webhook(held.webhook))
    folder.prepare()
    text = "\n".join(_section(name, values) for name, values in kept.items())
    write_private(folder.path / FILE, text.encode())


def checked_smtp(account: SmtpAccount) -> SmtpAccount:
    """The account, once every value fits. Raises InvalidInput with one sentence."""
    if not _HOST.fullmatch(account.host):
        raise InvalidInput(_SMTP_HOST, host=account.host)
    if not 1 <= account.port <= 65535:
        raise InvalidInput(N_("[smtp] port : {port} n’est pas un port. Le plus souvent 587 ou 465."), port=account.port)
    if account.security is Security.NONE and not is_loopback(account.host):
        raise InvalidInput(
            N_(
                "[smtp] security : sans chiffrement, seul un serveur de ce poste est accepté. Choisissez starttls ou tls."
            )
        )
    if not MAIL_ADDRESS.fullmatch(account.from_address):
        raise InvalidInput(
            N_(
                "[smtp] from_address : « {address} » n’est pas une adresse e-mail. Écrivez par exemple cpts@example.org."
            ),
            address=account.from_address,
        )
    if bool(account.user) != bool(account.password):
        raise InvalidInput(N_("[smtp] user et password vont ensemble : donnez les deux, ou aucun."))
    if any(not char.isprintable() for char in account.user + account.password):
        raise InvalidInput(N_("[smtp] user ou password contient un caractère invisible : retapez-les."))
    if account.ca_file and not Path(account.ca_file).is_file():
        raise InvalidInput(N_("[smtp] ca_file : le fichier {file} n’existe pas."), file=account.ca_file)
    return account


def checked_webhook(webhook: Webhook) -> Webhook:
    """The webhook, once every value fits. Raises InvalidInput with one sentence that never repeats the secret."""
    try:
        parts = urlsplit(webhook.url)
        host = parts.hostname or ""
        fits = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
        fits = fits and bool(_HOST.fullmatch(host)) and not parts.fragment and parts.port != 0
        fits = fits and webhook.url.isascii() and webhook.url.isprintable() and " " not in webhook.url
    except ValueError:
        fits, parts = False, urlsplit("")
    if not fits or parts.username is not None or webhook.url != webhook.url.strip():
        raise InvalidInput(
            N_("[webhook] url : écrivez une adresse https://… sans identifiant ; http n’est accepté que vers ce poste.")
        )
    try:
        length = len(base64.b64decode(webhook.secret.removeprefix(SECRET_PREFIX), validate=True))
    except (binascii.Error, ValueError):
        length = 0
    if length not in SECRET_BYTES:
        raise InvalidInput(N_("[webhook] secret : attendu « whsec_ » suivi de 24 à 64 octets en base64."))
    if not _SENDER.fullmatch(webhook.sender):
        raise InvalidInput(
            N_("[webhook] sender : « {sender} » ne convient pas. 16 lettres et chiffres sans accent au plus."),
            sender=webhook.sender,
        )
    return webhook


def new_webhook_secret() -> str:
    """A signing secret to give to the provider."""
    return SECRET_PREFIX + base64.b64encode(randomness.token_bytes(32)).decode()


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    name = host.strip("[]").casefold().rstrip(".")
    with suppress(ValueError):
        return ip_address(name).is_loopback
    return name == "localhost" or name.endswith(".localhost")


_SMTP_HOST = N_("[smtp] host : « {host} » n’est pas un nom de serveur. Écrivez par exemple smtp.example.org.")
_KINDS = {
    str: N_("[{section}] {key} : un texte entre guillemets est attendu."),
    int: N_("[{section}] {key} : un nombre est attendu."),
}


def _smtp(values: Mapping[str, object]) -> SmtpAccount:
    _only_known("smtp", values, SmtpAccount)
    security = str(_value("smtp", values, "security", str, Security.STARTTLS.value))
    if security not in set(Security):
        raise InvalidInput(
            N_("[smtp] security : « {security} » est inconnu. Choisissez starttls, tls ou none."), security=security
        )
    account = SmtpAccount(
        host=str(_value("smtp", values, "host", str)),
        port=int(str(_value("smtp", values, "port", int, USUAL_PORTS[Security(security)]))),
        security=Security(security),
        user=str(_value("smtp", values, "user", str, "")),
        password=str(_value("smtp", values, "password", str, "")),
        from_address=str(_value("smtp", values, "from_address", str)),
        ca_file=str(_value("smtp", values, "ca_file", str, "")),
    )
    return checked_smtp(account)


def _webhook(values: Mapping[str, object]) -> Webhook:
    _only_known("webhook", values, Webhook)
    return checked_webhook(
        Webhook(
            url=str(_value("webhook", values, "url", str)),
            secret=str(_value("webhook", values, "secret", str)),
            sender=str(_value("webhook", values, "sender", str, "")),
        )
    )


def _only_known(section: str, values: Mapping[str, object], kind: type[SmtpAccount | Webhook]) -> None:
    unknown = sorted(set(values) - set(kind.__dataclass_fields__))
    if unknown:
        raise InvalidInput(
            N_("secrets.toml, [{section}] : « {key} » est inconnu. Attendus : {known}."),
            section=section, key=unknown[0], known=", ".join(kind.__dataclass_fields__),
        )  # fmt: skip


def _value(
    section: str, values: Mapping[str, object], key: str, kind: type[str | int], usual: str | int | None = None
) -> object:
    found = values.get(key, usual)
    if found is None:
        raise InvalidInput(N_("secrets.toml, [{section}] : {key} manque."), section=section, key=key)
    if not isinstance(found, kind) or isinstance(found, bool):
        raise InvalidInput(_KINDS[kind], section=section, key=key)
    return found


def tables(path: Path) -> dict[str, dict[str, object]]:
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise InvalidInput(
                    N_("{file} est lisible par d’autres comptes de ce poste : faites « chmod 600 {file} »."),
                    file=str(path),
                )
            found = tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise InvalidInput(
            N_('{file} n’est pas du TOML : une ligne s’écrit nom = "valeur", sous [smtp] ou [webhook].'), file=str(path)
        ) from None
    if not all(isinstance(values, dict) for values in found.values()):
        raise InvalidInput(N_("{file} : chaque valeur va sous une section, [smtp] ou [webhook]."), file=str(path))
    return found


def _section(name: str, values: Mapping[str, object]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in values.items()), ""])


def _toml(value: object) -> str:
    """A value of a flat section: text, whole number, truth or a list of them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items())} }}"
    return '"' + "".join(_escaped(char) for char in str(value)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}"
