"""Keys and hosting in words: the sentence, each key, each backup of keys. No widget here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.continuity.care_mode import CareModeView
    from app.services.continuity.read_care_keys import KeysView, PracticeKey
    from app.services.continuity.shred_care_key import Shredding
    from app.services.keeping.back_up_keys import KeysFile, RestoredKeys
    from app.store.key_backups import KeyBackup

NEVER = N_("jamais")


def sentence(view: KeysView) -> str:
    """What is held, where, and whether it could be read tomorrow."""
    if view.lost:
        missing = ngettext(
            "La clé d’{n} cabinet manque : ses besoins sont illisibles.",
            "Les clés de {n} cabinets manquent : leurs besoins sont illisibles.",
            len(view.lost),
        ).format(n=len(view.lost))
        return (
            missing
            if len(view.lost) > 1
            else _("La clé de « {name} » manque : ses besoins sont illisibles.").format(name=view.lost[0].name)
        )
    unsaved = [one for one in view.in_use if not one.is_saved]
    if unsaved:
        return ngettext(
            "{n} clé n’est sauvegardée nulle part : si ce disque tombe en panne, ses besoins sont perdus.",
            "{n} clés ne sont sauvegardées nulle part : si ce disque tombe en panne, leurs besoins sont perdus.",
            len(unsaved),
        ).format(n=len(unsaved))
    if view.needs:
        return ngettext(
            "{n} besoin de soins gardé, chiffré, sa clé sauvegardée.",
            "{n} besoins de soins gardés, chiffrés, leurs clés sauvegardées.",
            view.needs,
        ).format(n=spoken_number(view.needs))
    return accepts(view.mode)


def accepts(mode: CareModeView) -> str:
    """Whether real needs may be written now."""
    if mode.fictional:
        return _("Démonstration : des besoins fictifs sont acceptés ; aucun besoin réel ne doit y entrer.")
    said = {
        "agregats": _("Ce dossier ne garde que des totaux : aucun besoin réel n’est accepté."),
        "local": _("Les besoins des cabinets choisis sont acceptés sur ce poste."),
        "heberge": _("Les besoins de tous les cabinets sont acceptés chez l’hébergeur déclaré."),
    }
    return said[mode.mode.mode.value]


def declared(mode: CareModeView) -> str:
    """Who declared it, when, and on what proof."""
    held = mode.mode
    if held.declared_on is None:
        return ""
    parts = [_("Déclaré le {day} par {who}").format(day=spoken_date(held.declared_on), who=held.declared_by)]
    if held.hosting:
        parts.append(
            _("{host}, certificat {number} jusqu’au {day}").format(
                host=held.hosting.host, number=held.hosting.certificate, day=spoken_date(held.hosting.valid_until)
            )
        )
    if held.dpia_on:
        parts.append(_("AIPD du {day}").format(day=spoken_date(held.dpia_on)))
    return " · ".join(parts)


def header() -> list[str]:
    """Columns of the table of keys."""
    return [_("Cabinet"), _("Besoins"), _("Clé"), _("Dernier changement"), _("Sauvegardée")]


def rows(view: KeysView) -> list[tuple[str, str, str, str, str]]:
    """One row a key."""
    return [
        (
            one.name,
            spoken_number(one.needs),
            state(one),
            _day(one.key.rotated_at or one.key.made_at),
            "" if one.is_destroyed else _day(one.key.saved_at),
        )
        for one in view.keys
    ]


def state(one: PracticeKey) -> str:
    """What can be said of a key in two words."""
    if one.is_destroyed:
        return _("détruite le {day}").format(day=_day(one.key.shredded_at))
    return _("manque") if one.lost else _("en place")


def label(one: PracticeKey) -> str:
    """A practice to choose."""
    return ngettext("{name} ({n} besoin)", "{name} ({n} besoins)", one.needs).format(
        name=one.name, n=spoken_number(one.needs)
    )


def backup_line(view: KeysView, backup: KeyBackup) -> str:
    """When, where it was said to go, and whose keys it holds."""
    names = ", ".join(view.name(one) for one in backup.practices) or _("aucune clé de cabinet")
    place = backup.place or _("lieu non dit")
    said = _("{day}, {place} : {names}").format(day=_day(backup.at), place=place, names=names)
    if backup.destroyed_at:
        return _("{said} ; détruite le {day}").format(said=said, day=_day(backup.destroyed_at))
    return said


def shredding(found: Shredding) -> tuple[str, ...]:
    """What destroying a key will do, sentence by sentence."""
    needs = ngettext(
        "{n} besoin de « {name} » sera effacé, ici et dans toutes les sauvegardes : plus rien ne l’ouvrira.",
        "{n} besoins de « {name} » seront effacés, ici et dans toutes les sauvegardes : plus rien ne les ouvrira.",
        found.needs,
    ).format(n=spoken_number(found.needs), name=found.practice)
    return (needs, must_go(found), _("Cela ne se défait pas."))


def must_go(found: Shredding) -> str:
    """Which backups of keys have to be destroyed too."""
    if not found.backups:
        return _("Aucune sauvegarde de clés connue ne la contient.")
    places = " ; ".join(f"{one.place or _('lieu non dit')} ({_day(one.at)})" for one in found.backups)
    return _("Détruisez aussi ces sauvegardes de clés, sinon elle y reste : {places}.").format(places=places)


def saved(made: KeysFile) -> str:
    """What the file holds, once made."""
    return _(
        "Fichier prêt : {keys} clés, dont {practices} de cabinet. Rangez-le et la phrase en deux lieux séparés, loin des sauvegardes de données."
    ).format(keys=made.keys, practices=made.practices)


def restored(done: RestoredKeys) -> tuple[str, ...]:
    """What a restoration did, sentence by sentence."""
    found = [
        ngettext("{n} clé remise en place.", "{n} clés remises en place.", len(done.restored)).format(
            n=len(done.restored)
        )
    ]
    if done.present:
        found.append(
            ngettext("{n} clé y était déjà.", "{n} clés y étaient déjà.", len(done.present)).format(n=len(done.present))
        )
    if done.kept:
        found.append(
            ngettext(
                "{n} clé différente a été laissée telle quelle.",
                "{n} clés différentes ont été laissées telles quelles.",
                len(done.kept),
            ).format(n=len(done.kept))
        )
    if done.left_out:
        found.append(
            ngettext(
                "{n} clé de cabinet n’a pas été reprise : la base en connaît une autre, ou elle a été détruite.",
                "{n} clés de cabinet n’ont pas été reprises : la base en connaît d’autres, ou elles ont été détruites.",
                len(done.left_out),
            ).format(n=len(done.left_out))
        )
    return tuple(found)


def _day(at: datetime | None) -> str:
    return spoken_date(paris_date(at)) if at else _(NEVER)
