"""Where real care needs may be held: nowhere (aggregates only, the default), on a practice's own machine, or at a declared host.

Pseudonymised needs remain personal health data (RGPD art. 4 §15 and 9), and holding them for others asks for a certified
host (CSP L.1111-8). Encryption exempts from neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal

if TYPE_CHECKING:
    from app.core.ids import PracticeId


class HoldingMode(StrEnum):
    """One for the whole folder; the words of each are rows of ``data/care_modes.csv``."""

    AGGREGATES = "agregats"
    LOCAL = "local"
    DECLARED = "heberge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """Who hosts, and what proves that they may: the certificate's number and its last day."""

    host: str
    certificate: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CareMode:
    """What was declared, by whom and when. ``practices`` are those of a local machine; ``dpia_on`` is the day of the DPIA."""

    mode: HoldingMode = HoldingMode.AGGREGATES
    practices: frozenset[PracticeId] = frozenset()
    hosting: Hosting | None = None
    dpia_on: date | None = None
    declared_by: str = ""
    declared_on: date | None = None

    def holds(self, practice: PracticeId) -> bool:
        """Whether this practice's needs have a declared place."""
        if self.mode is HoldingMode.LOCAL:
            return practice in self.practices
        return self.mode is HoldingMode.DECLARED


def check_declared(mode: CareMode, today: date) -> None:
    """Raises InvalidInput with one sentence when a declaration lacks something."""
    if mode.mode is HoldingMode.AGGREGATES:
        return
    if mode.dpia_on is None or mode.dpia_on > today:
        raise InvalidInput(
            N_(
                "Donnez la date de l’analyse d’impact (AIPD) : elle précède tout besoin réel. Le modèle à remplir est ici."
            )
        )
    if mode.mode is HoldingMode.LOCAL and not mode.practices:
        raise InvalidInput(N_("Choisissez au moins un cabinet : le mode local vaut cabinet par cabinet."))
    if mode.mode is HoldingMode.DECLARED:
        _check_hosting(mode.hosting, today)


def _check_hosting(hosting: Hosting | None, today: date) -> None:
    if hosting is None or not hosting.host.strip() or not hosting.certificate.strip():
        raise InvalidInput(N_("Donnez le nom de l’hébergeur et le numéro de son certificat HDS."))
    if hosting.valid_until < today:
        raise InvalidInput(
            N_("Ce certificat HDS a pris fin le {day} : demandez à l’hébergeur celui qui est en vigueur."),
            day=hosting.valid_until,
        )


def require_place(mode: CareMode, practice: PracticeId, today: date, *, fictional: bool) -> None:
    """Pass when a need of this practice may be written today; raise RuleRefusal with one sentence otherwise.

    ``fictional``: a demonstration folder, whose needs are nobody's.
    """
    if fictional:
        return
    if mode.mode is HoldingMode.AGGREGATES:
        raise RuleRefusal(
            N_(
                "Ce dossier ne garde que des totaux : aucun besoin réel n’est accepté tant que l’hébergement n’est pas"
                " déclaré (Réglages, Données, Clés et hébergement)."
            )
        )
    if not mode.holds(practice):
        raise RuleRefusal(
            N_(
                "Le mode local n’est pas déclaré pour ce cabinet : ses besoins ne sont pas acceptés sur ce poste"
                " (Réglages, Données, Clés et hébergement)."
            )
        )
    if mode.hosting is not None and mode.mode is HoldingMode.DECLARED and mode.hosting.valid_until < today:
        raise RuleRefusal(
            N_(
                "Le certificat HDS de {host} a pris fin le {day} : aucun besoin nouveau n’est accepté. Déclarez le"
                " certificat en vigueur."
            ),
            host=mode.hosting.host,
            day=mode.hosting.valid_until,
        )
