"""Every setting of the process, its default and its sentence. The only reader of the environment.

The community's own settings are rows of the database; they are not here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from app.core.errors import N_, InvalidInput

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8501


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when absent, and what it does."""

    variable: str
    default: str
    sentence: str


DATA = Setting(
    "RELEVE_DATA",
    N_("le dossier de données de l’utilisateur"),
    N_("Dossier de données de la communauté : tout ce que Relève retient est dedans."),
)
PUBLIC_URL = Setting(
    "RELEVE_PUBLIC_URL",
    N_("l’adresse demandée par le navigateur"),
    N_("Adresse publique de Relève, écrite dans les liens distribués : https://releve.exemple.fr."),
)
HOST = Setting(
    "RELEVE_HOST",
    DEFAULT_HOST,
    N_("Adresse sur laquelle le serveur écoute ; tant qu’aucun compte n’existe, seul ce poste est accepté."),
)
PORT = Setting("RELEVE_PORT", str(DEFAULT_PORT), N_("Port sur lequel le serveur écoute ; 0 en choisit un libre."))

LOG = Setting(
    "RELEVE_LOG",
    "text",
    N_("Forme de ce que le serveur écrit : text, ou json pour une ligne JSON par événement, sans donnée personnelle."),
)

SETTINGS = (DATA, PUBLIC_URL, HOST, PORT, LOG)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process. ``public_url`` has no trailing slash, and is empty when none was given."""

    data: Path
    public_url: str = ""
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    log_json: bool = False


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from the environment (the process's own when None). Raises InvalidInput naming the variable."""
    found = os.environ if environment is None else environment
    data = found.get(DATA.variable, "")
    return Settings(
        data=Path(data) if data else Path(platformdirs.user_data_dir("releve", appauthor=False)),
        public_url=public_url(found.get(PUBLIC_URL.variable, ""), PUBLIC_URL.variable),
        host=found.get(HOST.variable, "") or DEFAULT_HOST,
        port=port(found.get(PORT.variable, "") or str(DEFAULT_PORT), PORT.variable),
        log_json=_is_json(found.get(LOG.variable, "")),
    )


def _is_json(text: str) -> bool:
    if text not in ("", "text", "json"):
        raise InvalidInput(
            N_("{where} : « {text} » ne convient pas. Écrivez text ou json."), where=LOG.variable, text=text
        )
    return text == "json"


def public_url(text: str, where: str = "--public-url") -> str:
    """``text`` as the start of every link, without its last slash; empty stays empty. Raises InvalidInput otherwise."""
    try:
        parts = urlsplit(text)
        fits = not text or (
            parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        )
    except ValueError:
        fits = False
    if not fits or text != text.strip() or "@" in text:
        raise InvalidInput(
            N_("{where} : « {text} » n’est pas une adresse. Écrivez par exemple https://releve.exemple.fr."),
            where=where,
            text=text,
        )
    return text.rstrip("/")


def port(text: str, where: str = "--port") -> int:
    """A port from 0 (any free one) to 65535. Raises InvalidInput otherwise."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise InvalidInput(
            N_("{where} : « {text} » n’est pas un port. Écrivez un nombre de 0 à 65535."), where=where, text=text
        )
    return int(text)
