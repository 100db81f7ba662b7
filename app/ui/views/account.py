"""What the screen of accounts says: the sentence, one line an account, its browsers, its link; never an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import ROLE_WORDS, Role
from app.core.clock import PARIS, paris_date
from app.core.errors import N_
from app.store.one_time_links import LinkPurpose
from app.ui.parts.people_table import PersonRow
from app.words import _, ngettext
from app.words.dates import short_day, spoken_hour, spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import Account, Login
    from app.services.accounts.read_accounts import AccountRow, AccountsDesk

ROLE_MAY = {
    Role.ADMINISTRATION: N_("Tout : comptes, clés et sauvegardes compris."),
    Role.COORDINATION: N_("Le centre, les appels, les messages, les indemnités, les données ; ni comptes, ni clés."),
    Role.CRISIS_CELL: N_("Le centre et la crise ; ni indemnités, ni comptes."),
    Role.PROFESSIONAL: N_("Sa propre page : ses vacations, ses réponses, ses préférences."),
    Role.OBSERVER: N_("Les indicateurs et la main courante, sans le nom des volontaires."),
    Role.READING: N_("Le planning et les indicateurs, sans rien changer, sans les coordonnées."),
}
"""What each role may do, in a few words, beside the choice."""

HOW_WORDS = {
    "password": N_("mot de passe"),
    "totp": N_("mot de passe et code"),
    "recovery_code": N_("mot de passe et code de secours"),
    "link": N_("lien à usage unique"),
    "provider": N_("fournisseur d’identité"),
}

PANELS = {"comptes": N_("Comptes"), "regles": N_("Règles de connexion")}


def sentence(desk: AccountsDesk) -> str:
    """« 6 comptes, dont 1 d’administration ; 2 personnes sont connectées. »"""
    held = [row for row in desk.rows if row.account.disabled_at is None]
    here = sum(bool(row.logins) for row in held)
    administrators = sum(row.account.role is Role.ADMINISTRATION for row in held)
    accounts = ngettext("{n} compte", "{n} comptes", len(held)).format(n=len(held))
    present = ngettext("{n} personne est connectée", "{n} personnes sont connectées", here).format(n=here)
    if not here:
        present = _("personne n’est connecté")
    return _("{accounts}, dont {n} d’administration ; {present}.").format(
        accounts=accounts, n=administrators, present=present
    )


def detail(desk: AccountsDesk) -> str:
    """What calls for a hand: one administrator alone, invitations that nobody used, letters that did not leave."""
    held = [row for row in desk.rows if row.account.disabled_at is None]
    able = [row for row in held if row.account.role is Role.ADMINISTRATION and row.account.has_password]
    waiting = sum(not row.account.has_password for row in held)
    unsent = sum(bool(row.unsent_letter) for row in held)
    pieces = []
    if len(able) < 2:
        pieces.append(_("Une seule personne administre : donnez ce rôle à une seconde, pour les jours où elle manque."))
    if waiting:
        pieces.append(
            ngettext("{n} compte attend son mot de passe.", "{n} comptes attendent leur mot de passe.", waiting).format(n=waiting)
        )  # fmt: skip
    if unsent:
        pieces.append(
            ngettext("{n} demande de nouveau mot de passe n’est pas partie : remettez un lien vous-même.", "{n} demandes de nouveau mot de passe ne sont pas parties : remettez un lien vous-même.", unsent).format(n=unsent)
        )  # fmt: skip
    return " ".join(pieces)


def header() -> list[str]:
    """The columns of the table."""
    return [_("Nom"), _("Rôle"), _("État"), _("Vu"), _("Identifiant"), _("Personne de l’effectif")]


def rows(desk: AccountsDesk) -> list[PersonRow]:
    """One line an account, in the order of the desk."""
    return [
        PersonRow(
            row.account.id,
            (
                row.account.name,
                _(ROLE_WORDS[row.account.role]),
                state(row),
                seen(row.seen_at, desk.now) if row.seen_at else "",
                row.account.login,
                row.person,
            ),
        )
        for row in desk.rows
    ]


def seen(at: datetime, now: datetime) -> str:
    """« aujourd’hui à 9 h 05 », « lun. 30 nov. »: when someone signed in was last there."""
    local = at.astimezone(PARIS)
    if local.date() == paris_date(now):
        return _("aujourd’hui à {hour}").format(hour=spoken_hour(local.time()))
    return short_day(local.date())


def state(row: AccountRow) -> str:
    """« ouvert, avec code », « fermé », « mot de passe à choisir »."""
    account = row.account
    if account.disabled_at is not None:
        return _("fermé")
    if row.unsent_letter:
        return _("demande un mot de passe")
    if not account.has_password:
        return _("mot de passe à choisir") if row.link else _("sans mot de passe ni lien")
    return _("ouvert, avec code") if account.totp_since else _("ouvert")


def title(row: AccountRow) -> str:
    """« Maïwenn Fictif, coordination »."""
    return f"{row.account.name}, {_(ROLE_WORDS[row.account.role])}"


def standing(row: AccountRow) -> list[str]:
    """Sentences about the password, the code and the link of an account."""
    account = row.account
    said = []
    if account.disabled_at is not None:
        said.append(_("Compte fermé le {when} : personne ne peut s’y connecter.").format(when=spoken_instant(account.disabled_at)))  # fmt: skip
    if account.password_changed_at:
        said.append(_("Mot de passe choisi le {when}.").format(when=spoken_instant(account.password_changed_at)))
    elif account.disabled_at is None:
        said.append(_("Pas encore de mot de passe."))
    if account.totp_since:
        codes = ngettext("{n} code de secours reste", "{n} codes de secours restent", row.codes_left).format(n=row.codes_left)  # fmt: skip
        said.append(_("Code à six chiffres demandé depuis le {when} ; {codes}.").format(when=spoken_instant(account.totp_since), codes=codes))  # fmt: skip
    if row.link is not None:
        said.append(_("Un lien remis sert encore jusqu’au {when}.").format(when=spoken_instant(row.link.expires_at)))
    if row.unsent_letter:
        said.append(_("Un nouveau mot de passe a été demandé, l’e-mail n’est pas parti : {why}.").format(why=row.unsent_letter))  # fmt: skip
    return said


def login_line(login: Login, now: datetime) -> str:
    """« Firefox, Android : connecté aujourd’hui à 8 h 19 (mot de passe), vu aujourd’hui à 9 h 05. »"""
    return _("{device} : connecté {since} ({how}), vu {seen}.").format(
        device=login.device or _("Appareil inconnu"),
        since=seen(login.opened_at, now),
        how=_(HOW_WORDS[login.how]),
        seen=seen(login.seen_at, now),
    )


def link_label(row: AccountRow) -> str:
    """What the button that makes a link is called."""
    return _("Faire un lien de nouveau mot de passe") if row.account.has_password else _("Refaire l’invitation")


def link_title(account: Account) -> str:
    """Whose link a dialog shows."""
    return _("Lien pour {name}").format(name=account.name)


def link_owner(account: Account) -> str:
    """Whose link it is, and the login that goes with it."""
    return _("Compte de {name}, identifiant « {login} ».").format(name=account.name, login=account.login)


def link_sentence(purpose: LinkPurpose) -> str:
    """What to do with a link that has just been made."""
    lasts = _("sept jours") if purpose is LinkPurpose.INVITATION else _("24 heures")
    return _("Remettez ce lien à la personne, par un moyen sûr : il sert une fois, pendant {lasts}, et ne sera plus montré.").format(lasts=lasts)  # fmt: skip
