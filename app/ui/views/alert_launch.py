"""What the launch of an alert says before anything leaves. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.alert import EXERCISE_BAND, AlertKind
from app.roster.person import Mission
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.alert import Audience
    from app.response.event import Event
    from app.services.crisis.alert_muster import Muster
    from app.services.crisis.launch_alert import Draft

KINDS = {AlertKind.ALERT: N_("Alerte"), AlertKind.TEST: N_("Essai de communication")}

MISSIONS = {
    Mission.VACCINATION: N_("vaccination"),
    Mission.MOBILE_TEAM: N_("équipe mobile"),
    Mission.TESTING: N_("dépistage"),
    Mission.HOSPITAL_REINFORCEMENT: N_("renfort en établissement de santé"),
    Mission.NURSING_HOME: N_("EHPAD"),
    Mission.REMOTE_FOLLOW_UP: N_("télé-suivi"),
    Mission.PSYCHOLOGICAL_RELAY: N_("relais psychologique"),
    Mission.CRISIS_CELL: N_("cellule de crise"),
    Mission.LOGISTICS: N_("logistique"),
}
"""What people volunteer for, as the audience names it."""

WHO_TRIGGERS = N_(
    "Une CPTS ne déclenche jamais ORSAN : c’est le directeur général de l’ARS, de lui-même ou à la demande du préfet ou du"
    " ministre (CSP R.3131-10 et suivants, décret 2024-8). Cette alerte demande qui pourrait venir ; elle ne mobilise personne."
)
NOTHING_HOLDS_IT = N_(
    "Part tout de suite : ni les heures de silence ni les quotas ne retiennent une alerte. Qui ne veut plus être sollicité"
    " n’en reçoit jamais."
)


def headline(muster: Muster, kind: AlertKind) -> str:
    """« Prêt à alerter 118 personnes. »."""
    n = len(muster.places)
    if not n:
        return _("Personne ne peut être alerté avec ce choix.")
    if kind is AlertKind.TEST:
        return ngettext("Prêt à essayer avec {n} personne.", "Prêt à essayer avec {n} personnes.", n).format(n=n)
    return ngettext("Prêt à alerter {n} personne.", "Prêt à alerter {n} personnes.", n).format(n=n)


def detail(draft: Draft, muster: Muster) -> str:
    """By which ways, and the event it is about."""
    event = _("Événement : {title}.").format(title=draft.event.title) if draft.event else ""
    return " ".join(part for part in (muster.sentence if muster.places else "", event) if part)


def audience_words(audience: Audience, professions: dict[str, str]) -> str:
    """« tout le monde », « infirmier, secteur nord »."""
    parts = [_("cellule de crise")] if audience.cell else []
    parts += [_(MISSIONS[Mission(one)]) for one in audience.missions]
    parts += [professions.get(one, one) for one in audience.professions]
    parts += [audience.zone] if audience.zone else []
    return ", ".join(parts) if parts else _("tous ceux qui peuvent être joints")


def button(muster: Muster, kind: AlertKind) -> str:
    """« Alerter 118 personnes »."""
    n = len(muster.places)
    if kind is AlertKind.TEST:
        return ngettext("Lancer l’essai avec {n} personne", "Lancer l’essai avec {n} personnes", n).format(n=n)
    return ngettext("Alerter {n} personne", "Alerter {n} personnes", n).format(n=n)


def question(
    muster: Muster,
    kind: AlertKind,
    audience: str,
    frame: str,
    event: Event | None = None,
    *,
    is_simulated: bool = False,
) -> tuple[str, ...]:
    """What will happen, to whom, for which event. ``is_simulated``: an exercise conducts it and nothing leaves."""
    said = [_(EXERCISE_BAND)] if event is not None and event.is_exercise else []
    said += [_("Événement : {title}.").format(title=event.title)] if event is not None else []
    said += [_("{who} Audience : {audience}.").format(who=muster.sentence, audience=audience)]
    if kind is AlertKind.ALERT:
        said.append(_("Cadre annoncé : {frame}.").format(frame=frame))
    said.append(
        _("Simulé : rien ne part, les réponses se jouent dans la salle.") if is_simulated else _(NOTHING_HOLDS_IT)
    )
    return tuple(said)
