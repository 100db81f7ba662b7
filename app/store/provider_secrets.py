"""Sections ``[oidc.<name>]`` of ``DATA/secrets.toml``: the providers people may sign in with. Read here, written by hand."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.access.provider import Provider
from app.core.errors import N_, InvalidInput
from app.store import secrets
from app.store.secrets import FILE, is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.folder import DataFolder

SECTION = "oidc"
LONGEST_LABEL = 40

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_FIELDS = {one.name: one for one in fields(Provider) if one.name != "name"}
_KINDS = {True: N_("[oidc.{name}] {key} : true ou false est attendu."), False: N_("[oidc.{name}] {key} : un texte entre guillemets est attendu.")}  # fmt: skip


def read(folder: DataFolder) -> tuple[Provider, ...]:
    """The providers that are set, in the file's order; none without the section. Raises InvalidInput naming what does
    not fit."""
    found = secrets.tables(folder.path / FILE).get(SECTION, {})
    return tuple(_provider(name, values) for name, values in found.items())


def _provider(name: str, values: object) -> Provider:
    if not _NAME.fullmatch(name) or not isinstance(values, dict):
        raise InvalidInput(
            N_("secrets.toml, [oidc.{name}] : le nom s’écrit en minuscules, chiffres et tirets, par exemple [oidc.psc]."),
            name=name,
        )  # fmt: skip
    unknown = sorted(set(values) - set(_FIELDS))
    if unknown:
        raise InvalidInput(
            N_("secrets.toml, [oidc.{name}] : « {key} » est inconnu. Attendus : {known}."),
            name=name, key=unknown[0], known=", ".join(_FIELDS),
        )  # fmt: skip
    return _checked(Provider(name=name, **_typed(name, {"label": name, **values})))


def _typed(name: str, values: Mapping[str, object]) -> dict[str, Any]:
    for key, one in _FIELDS.items():
        is_truth = key == "provision"
        if key not in values:
            if one.default is MISSING:
                raise InvalidInput(N_("secrets.toml, [oidc.{name}] : {key} manque."), name=name, key=key)
        elif not isinstance(values[key], bool if is_truth else str):
            raise InvalidInput(_KINDS[is_truth], name=name, key=key)
    return {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}


def _checked(provider: Provider) -> Provider:
    """The provider, once every value fits. A secret is never repeated."""
    for key, address in (("issuer", provider.issuer), ("discovery", provider.discovery_address)):
        if not _is_address(address):
            raise InvalidInput(
                N_("[oidc.{name}] {key} : écrivez une adresse https://… sans identifiant ; http n’est accepté que vers ce poste."),
                name=provider.name, key=key,
            )  # fmt: skip
    if not provider.client_id or not provider.label or len(provider.label) > LONGEST_LABEL:
        raise InvalidInput(
            N_("[oidc.{name}] client_id et label ne peuvent pas être vides ; label tient en {most} caractères."),
            name=provider.name, most=LONGEST_LABEL,
        )  # fmt: skip
    if any(not text.isprintable() for text in (provider.label, provider.client_id, provider.client_secret)):
        raise InvalidInput(N_("[oidc.{name}] contient un caractère invisible : retapez ses valeurs."), name=provider.name)  # fmt: skip
    if "openid" not in provider.scope.split():
        raise InvalidInput(N_("[oidc.{name}] scope : le mot openid manque."), name=provider.name)
    if provider.provision and not provider.rpps_claim:
        raise InvalidInput(
            N_("[oidc.{name}] provision demande rpps_claim : sans numéro RPPS, personne n’est reconnu dans l’effectif."),
            name=provider.name,
        )  # fmt: skip
    if provider.ca_file and not Path(provider.ca_file).is_file():
        raise InvalidInput(N_("[oidc.{name}] ca_file : le fichier {file} n’existe pas."), name=provider.name, file=provider.ca_file)  # fmt: skip
    return provider


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    fits = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    plain = address.isascii() and address.isprintable() and " " not in address
    return fits and plain and bool(host) and port != 0 and parts.username is None and not parts.query + parts.fragment
