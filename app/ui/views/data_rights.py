"""Retention and people's rights in words: the sentence, each kind of data, what erasing does. No widget here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_
from app.services.keeping.read_retention import How
from app.services.keeping.write_dpia import duration
from app.store.notices import KIND_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.people import full_name, titled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.roster.person import Person
    from app.services.keeping.erase_person import Erased, ErasurePreview
    from app.services.keeping.read_retention import Kept, RetentionView
    from app.services.messages.give_notice import NoticeState, NoticesView

HOW_WORDS = {
    How.AUTO: N_("chaque nuit"),
    How.ASKED: N_("à la demande"),
    How.LAW: N_("conservé"),
    How.PROPOSED: N_("un par un"),
    How.ELSEWHERE: N_("par rotation"),
}
TABLE_WORDS = {
    "answer": N_("réponses aux séances"),
    "attendance": N_("présences"),
    "indemnity": N_("indemnités"),
    "message": N_("messages, sans leur texte"),
    "poll_person": N_("sondages reçus"),
    "response": N_("réponses aux appels"),
    "seat": N_("places tenues"),
    "seat_event": N_("histoire des places"),
    "settlement": N_("relevés arrêtés"),
    "solicitation": N_("sollicitations comptées"),
    "incident": N_("incidents"),
    "line_closing": N_("fermetures de ligne"),
    "log_payload": N_("main courante"),
    "setting": N_("réglages de la communauté"),
    "centre": N_("fiche d’un centre"),
    "partner": N_("fiche d’un partenaire"),
    "draft_step": N_("étapes du planning"),
    "practice": N_("cabinets"),
    "account": N_("comptes"),
}


SHOWN_KINDS = 3
"""Kinds named in the sentence; the others are in the list under it."""


def sentence(view: RetentionView) -> str:
    """Whether anything has outlived its use."""
    rows = sum(one.rows for one in view.purgeable)
    if not rows:
        return _("Rien n’a dépassé sa durée de conservation.")
    shown = ", ".join(one.rule.what for one in view.purgeable[:SHOWN_KINDS])
    kinds = shown if len(view.purgeable) <= SHOWN_KINDS else _("{kinds}…").format(kinds=shown)
    return ngettext(
        "{n} ligne a dépassé sa durée de conservation : {kinds}.",
        "{n} lignes ont dépassé leur durée de conservation : {kinds}.",
        rows,
    ).format(n=spoken_number(rows), kinds=kinds)


def header() -> list[str]:
    """Columns of the retention table."""
    return [_("Données"), _("Durée"), _("Comment"), _("Dépassé"), _("Pourquoi")]


def rows(view: RetentionView) -> list[tuple[str, str, str, str, str]]:
    """One row a kind of data."""
    return [
        (
            one.rule.what,
            duration(one.rule),
            _(HOW_WORDS[one.rule.how]),
            spoken_number(one.rows) if one.rows else "",
            _("{why} ({source})").format(why=one.rule.why, source=_source(one)),
        )
        for one in view.kept
    ]


def where_changed(content: Path) -> str:
    """Who changes a duration, and in which file."""
    return _(
        "Ces durées se décident avec votre délégué à la protection des données ; l’administration les écrit dans {path}, une ligne par durée changée, et l’information remise les suit."
    ).format(path=content / "data" / "retention.csv")


def _source(one: Kept) -> str:
    said = one.rule.source
    return _("{source}, à vérifier").format(source=said) if one.rule.checked in {"recalled", "local"} else said


def outlived(one: Kept) -> str:
    """« 12 messages envoyés ou abandonnés, le plus ancien du 3 mars 2024 »."""
    said = _("{what} : {n}").format(what=one.rule.what, n=spoken_number(one.rows))
    if one.oldest is None:
        return said
    return _("{said}, le plus ancien du {day}").format(said=said, day=spoken_date(paris_date(one.oldest)))


def removed(counts: Mapping[str, int], view: RetentionView) -> str:
    """What a purge took away."""
    rows = sum(counts.values())
    return ngettext("{n} ligne effacée.", "{n} lignes effacées.", rows).format(n=spoken_number(rows))


def runs(view: RetentionView) -> list[str]:
    """The last purges, a line each."""
    words = {one.rule.code: one.rule.what for one in view.kept}
    return [
        _("{day} : {what}").format(
            day=spoken_date(paris_date(run.at)),
            what=", ".join(f"{words.get(code, code)} ({spoken_number(n)})" for code, n in sorted(run.counts.items())),
        )
        for run in view.runs
    ]


def name(person: Person) -> str:
    """A person to choose: family name first, as a list is read."""
    return f"{titled(person.family_name)} {person.given_name}".strip()


def names(people: Sequence[Person], shown: int = 12) -> str:
    """The first names of a list, and how many others."""
    said = ", ".join(full_name(one.given_name, one.family_name) for one in people[:shown])
    more = len(people) - shown
    if more <= 0:
        return said
    return ngettext("{names} et {n} autre", "{names} et {n} autres", more).format(names=said, n=more)


def erasure(found: ErasurePreview) -> tuple[str, ...]:
    """What erasing a person will do, sentence by sentence."""
    lines = [
        _(
            "Coordonnées, compétences, préférences, agenda, messages, liens et compte seront effacés, ici et au journal."
        ),
    ]
    if found.kept:
        kept = ", ".join(f"{_(TABLE_WORDS[table])} ({spoken_number(n)})" for table, n in found.kept.items())
        lines.append(_("Restent comptés, sans nom : {kept}.").format(kept=kept))
    if found.unsettled_days:
        lines.append(
            ngettext(
                "{n} jour de présence n’est pas encore réglé : arrêtez d’abord le relevé, ou personne ne saura qui payer.",
                "{n} jours de présence ne sont pas encore réglés : arrêtez d’abord le relevé, ou personne ne saura qui payer.",
                found.unsettled_days,
            ).format(n=found.unsettled_days)
        )
    lines.append(_("Les sauvegardes gardent son nom jusqu’à leur rotation ; une restauration l’efface de nouveau."))
    return (*lines, _("Cela ne se défait pas."))


def erased(name: str, done: Erased) -> tuple[str, ...]:
    """What was done, and the free texts that somebody must read again."""
    lines = [_("C’est fait : {name} n’est plus dans l’effectif, ses données sont effacées.").format(name=name)]
    if done.mentions:
        places = ", ".join(
            f"{_(TABLE_WORDS.get(one.table, N_('autres textes')))} ({spoken_number(one.rows)})" for one in done.mentions
        )
        lines.append(_("Des textes libres nomment encore cette personne, à relire : {places}.").format(places=places))
    return tuple(lines)


def notice_sentence(view: NoticesView) -> str:
    """Which text is in force, and who was not given it."""
    if view.in_force is None:
        return _("Aucun texte d’information n’est enregistré : les messages portent celui de leurs modèles.")
    told = view.people - len(view.not_told)
    return _("Version {version} en vigueur depuis le {day}, remise à {told} personnes sur {people}.").format(
        version=view.in_force.version, day=spoken_date(view.in_force.in_force_from), told=told, people=view.people
    )


def notice_missing(view: NoticesView) -> str:
    """What the text can't say yet, and where it is set; empty when nothing is missing."""
    if not view.missing:
        return ""
    return _(
        "Il manque {what} : le texte remis et les données exportées laissent de côté les phrases qui le donnent. Cela s’écrit dans Messages, Réglages d’envoi."
    ).format(what=_(" et ").join(view.missing))


def notice_line(state: NoticeState) -> str:
    """One version: whom it informs, since when, on what basis, to how many it was given."""
    one = state.notice
    return _("{kind}, version {version} du {day} : {basis} ; remise à {n}").format(
        kind=_(KIND_WORDS[one.kind]).capitalize(), version=one.version, day=spoken_date(one.in_force_from),
        basis=one.legal_basis, n=spoken_number(state.given),
    )  # fmt: skip
