"""The impact assessment (AIPD) as a DOCX to complete and sign: what the folder knows is filled in, the rest is left to the pen.

Its plan is that of the CNIL's method (context, fundamental principles, risks, validation). Nothing here says that a
treatment is lawful: the community and its DPO do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Mm, Pt, RGBColor

from app.core.errors import N_
from app.documents.docx_parts import FACE, describe, saved
from app.documents.imprint import Imprint, colon
from app.documents.legible import legible
from app.words import _

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

BLANK = "……………………………………………"

DATA = (
    N_(
        "Professionnels et bénévoles : identité, profession, coordonnées, disponibilités, présences, indemnités. Un professionnel malade est « indisponible », sans motif."
    ),
    N_(
        "Besoins de soins, si le mode le permet : pseudonyme, catégorie, commune, rythme, délai au-delà duquel le soin manque, relais. Jamais de nom, date de naissance, adresse, téléphone ni texte libre ; la table des noms reste au cabinet, sur papier."
    ),
    N_("Comptes, connexions, journal : qui a fait quoi, quand, depuis quelle sorte d’appareil."),
)
MEASURES = (
    N_(
        "Besoins chiffrés (AES-256-GCM), une clé par cabinet hors de la base ; la base et ses copies ne s’ouvrent pas sans elle."
    ),
    N_(
        "Lignes lues par le cabinet seul ; la coordination lit des totaux, masqués sous le seuil hors de la cellule de crise."
    ),
    N_(
        "Comptes nominatifs, mots de passe hachés (argon2id), second facteur, connexions qui expirent et se ferment à distance."
    ),
    N_("Journal en ajout seul, chaîné ; la lecture des données d’autrui y est écrite."),
    N_(
        "Sauvegardes vérifiées ; clés sauvegardées à part, sous une phrase de passe ; destruction d’une clé et de ses copies."
    ),
    N_(
        "Durées de conservation appliquées chaque nuit ou après aperçu ; effacement qui garde les comptes sans les noms."
    ),
    N_(
        "Aucun appel à un autre site depuis les pages ; aucune donnée de santé dans les messages, calendriers et journaux."
    ),
)
RISKS = (
    (
        N_("Accès illégitime aux données"),
        N_("atteinte à la vie privée, perte de confiance, pression sur des personnes fragiles"),
        N_("poste ou sauvegarde volés, compte partagé, hébergeur non certifié, clé rangée avec les données"),
    ),
    (
        N_("Modification non désirée"),
        N_("soin oublié ou mal adressé, planning faux"),
        N_("erreur de saisie, compte usurpé, base altérée"),
    ),
    (
        N_("Disparition"),
        N_("besoins à ressaisir, patients non relayés pendant une crise"),
        N_("panne, incendie, clé perdue sans copie, effacement par erreur"),
    ),
)
"""The three feared events of the CNIL's method: event, impacts, sources. Severity and likelihood are for the community."""

BASES = (
    N_("Effectif et planning : intérêt légitime (RGPD art. 6 §1 f), à confirmer par le DPO"),
    N_(
        "Besoins de soins : données de santé (art. 9) ; échange et partage dans l’équipe de soins ou avec le consentement (CSP L.1110-4, L.1110-12), à confirmer par le DPO"
    ),
    N_("Registre communal des personnes vulnérables : la CPTS n’y a pas accès et n’en importe rien"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dpia:
    """What the folder knows, in words; empty texts are left to the pen. ``retention``: (what, how long, why and source)."""

    community: str
    coordination: str
    contact: str
    data_source: str
    people: int
    accounts: int
    practices: int
    needs: int
    mode: str
    mode_holds: str
    mode_requires: str
    hosting: str = ""
    declared: str = ""
    notice: str = ""
    retention: Sequence[tuple[str, str, str]] = ()
    roles: Sequence[tuple[str, str]] = ()
    last_backup: str = ""
    keys_saved: str = ""


def dpia_docx(dpia: Dpia, imprint: Imprint) -> bytes:
    """The document. The same values give the same bytes."""
    document = Document()
    _set_up(document, imprint)
    document.add_heading(legible(_("Analyse d’impact relative à la protection des données (AIPD)")), 0)
    for word, sentence in imprint.spoken_bands:
        document.add_paragraph(legible(f"{word}{colon()}{sentence}")).runs[0].bold = True
    document.add_paragraph(
        legible(
            _(
                "Modèle prérempli avec ce que ce dossier sait au jour de l’impression. Complétez les lignes en pointillés, corrigez ce qui ne vaut pas chez vous, faites-le relire par votre délégué à la protection des données, signez. Plan de la méthode de la CNIL (PIA)."
            )
        )
    )
    _context(document, dpia)
    _principles(document, dpia)
    _risks(document)
    _validation(document, dpia)
    document.add_paragraph(legible(imprint.sentence)).runs[0].font.size = Pt(8.5)
    return saved(document, imprint.printed_at)


def _set_up(document: DocxDocument, imprint: Imprint) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.name = FACE
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    describe(document, imprint.titled(_("Analyse d’impact (AIPD)")), imprint)


def _context(document: DocxDocument, dpia: Dpia) -> None:
    document.add_heading(legible(_("1. Contexte")), 1)
    for what, value in (
        (_("Responsable du traitement"), dpia.community),
        (_("Coordination"), dpia.coordination),
        (_("Contact des personnes concernées"), dpia.contact),
        (_("Délégué à la protection des données"), ""),
        (_("Sous-traitants (hébergeur, envoi des SMS, maintenance)"), dpia.hosting),
        (_("D’où viennent les données des professionnels"), dpia.data_source),
        (_("Personnes de l’effectif"), str(dpia.people)),
        (_("Comptes ouverts"), str(dpia.accounts)),
        (_("Cabinets connus"), str(dpia.practices)),
        (_("Besoins de soins gardés à ce jour"), str(dpia.needs)),
    ):
        _line(document, what, value)
    document.add_heading(legible(_("Où sont gardés les besoins de soins")), 2)
    _line(document, _("Mode déclaré"), dpia.mode)
    for text in (dpia.mode_holds, dpia.mode_requires, dpia.declared):
        if text:
            document.add_paragraph(legible(text))
    document.add_heading(legible(_("Données et personnes concernées")), 2)
    _bullets(document, [_(text) for text in DATA])
    document.add_heading(legible(_("Finalités")), 2)
    document.add_paragraph(
        legible(
            _(
                "Organiser la réponse à une crise sanitaire et la continuité des soins sur le territoire : trouver qui peut venir, tenir les centres, savoir quels soins manqueraient si un cabinet, une route ou le courant venait à manquer."
            )
        )
    )
    _line(document, _("Autres finalités"), "")


def _principles(document: DocxDocument, dpia: Dpia) -> None:
    document.add_heading(legible(_("2. Principes fondamentaux")), 1)
    document.add_heading(legible(_("Base légale")), 2)
    _bullets(document, [_(text) for text in BASES])
    _line(document, _("Avis du DPO sur ces bases"), "")
    document.add_heading(legible(_("Durées de conservation")), 2)
    _table(document, (_("Données"), _("Durée"), _("Pourquoi, et d’où vient la règle")), dpia.retention)
    document.add_heading(legible(_("Information et droits")), 2)
    _line(document, _("Texte d’information en vigueur"), dpia.notice)
    _bullets(
        document,
        [
            _("Accès et portabilité : page « Mes données » de chacun, ou export par la coordination."),
            _("Rectification : page des préférences, ou la coordination."),
            _("Opposition : « ne plus être sollicité », effet immédiat."),
            _("Effacement : par la coordination ; les comptes restent, sans nom."),
        ],
    )
    document.add_heading(legible(_("Qui lit quoi")), 2)
    _table(document, (_("Rôle"), _("Ce qu’il peut faire")), dpia.roles)


def _risks(document: DocxDocument) -> None:
    document.add_heading(legible(_("3. Risques")), 1)
    document.add_heading(legible(_("Mesures en place dans le logiciel")), 2)
    _bullets(document, [_(text) for text in MEASURES])
    _line(document, _("Mesures de l’organisation (locaux, postes, formation, contrat d’hébergement)"), "")
    document.add_heading(legible(_("Les trois événements redoutés")), 2)
    document.add_paragraph(
        legible(_("Gravité et vraisemblance : négligeable, limitée, importante ou maximale ; à estimer par vous."))
    )
    rows = [(_(event), _(impacts), _(sources), "", "") for event, impacts, sources in RISKS]
    _table(
        document,
        (_("Événement"), _("Impacts possibles"), _("Sources et menaces"), _("Gravité"), _("Vraisemblance")),
        rows,
    )
    _line(document, _("Risques qui restent, et ce qui sera fait"), "")


def _validation(document: DocxDocument, dpia: Dpia) -> None:
    document.add_heading(legible(_("4. Validation")), 1)
    for what, value in (
        (_("Dernière sauvegarde des données"), dpia.last_backup),
        (_("Dernière sauvegarde des clés"), dpia.keys_saved),
        (_("Avis des personnes concernées ou de leurs représentants"), ""),
        (_("Avis du DPO, date"), ""),
        (_("Décision du responsable du traitement, date, signature"), ""),
        (_("Consultation de la CNIL nécessaire (risque résiduel élevé, art. 36) ?"), ""),
        (_("Date de la prochaine révision"), ""),
    ):
        _line(document, what, value)


def _line(document: DocxDocument, what: str, value: str) -> None:
    line = document.add_paragraph()
    line.add_run(legible(what + ("\u00a0" if what.endswith("?") else colon()))).bold = True
    line.add_run(legible(value or BLANK))


def _bullets(document: DocxDocument, texts: Sequence[str]) -> None:
    for text in texts:
        document.add_paragraph(legible(text), style="List Bullet")


def _table(document: DocxDocument, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(legible(text)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(legible(text)).font.size = Pt(9)
