"""What the help of each screen says besides what the screen answers: the first gesture, and the words met there.

The answer of a screen stands in :mod:`app.ui.navigation`. Words are those of the glossary, explained for someone who took over
the evening before; no figure that a text could change stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import N_


@dataclass(frozen=True, slots=True)
class Help:
    """The first gesture, the codes of the words met on the screen, and the part of the guide that tells more."""

    first: str
    words: tuple[str, ...] = ()
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary as screens say it, and what it means."""

    word: str
    meaning: str


CENTRE = "monter-et-tenir-un-centre"
SENDING = "envoyer-pour-de-bon"
CRISIS = "preparer-et-conduire-une-crise"
CONTINUITY = "ne-laisser-personne-sans-soins"
DRILLS = "s-exercer-avant-que-cela-arrive"
EXERCISES = "jouer-un-exercice-avec-l-hopital-et-changer-le-plan"
ROLES = "les-roles"
"""Titles of the guide, folded: it is in French."""

GLOSSARY: dict[str, Word] = {
    "action": Word(N_("action"), N_("Ce que l’on change après un exercice ou un événement : un responsable, une échéance, une preuve.")),
    "call_out": Word(N_("appel à renfort"), N_("Un même message à plusieurs personnes, par vagues, jusqu’à ce que la place soit prise.")),
    "card": Word(N_("fiche réflexe"), N_("Les premiers gestes d’une fonction, sur une page.")),
    "cell": Word(N_("cellule de crise"), N_("Celles et ceux qui décident pendant l’événement, chacun avec une fonction et un suppléant.")),
    "certificate": Word(N_("introuvable"), N_("Avec les réponses reçues, personne ne peut tenir la place : la raison est comptée.")),
    "confirmed": Word(N_("à confirmer"), N_("La place est publiée ; la personne n’a pas encore dit qu’elle l’a vue.")),
    "coverage": Word(N_("couverture"), N_("Part des besoins de soins qu’une personne du territoire peut prendre, à une heure donnée.")),
    "delay": Word(N_("délai tolérable"), N_("Le temps qu’un soin peut attendre sans danger ; passé ce délai, il est « sans solution ».")),
    "draft": Word(N_("brouillon"), N_("Le planning que vous préparez : personne ne le voit avant « Publier ».")),
    "inject": Word(N_("inject"), N_("Un message ou un fait remis aux joueurs pendant l’exercice.")),
    "line": Word(N_("ligne"), N_("Une chaîne de vaccination : un préparateur, un injecteur, un entretien. Sans un rôle critique, elle n’ouvre pas.")),
    "log": Word(N_("main courante"), N_("Ce qui a été appris, décidé et fait, dans l’ordre et à l’heure.")),
    "masked": Word(N_("masqué"), N_("Un petit nombre n’est pas montré : il pourrait désigner quelqu’un.")),
    "objective": Word(N_("objectif"), N_("Ce que l’exercice met à l’essai, coté après lui.")),
    "orsan": Word(N_("dispositif ORSAN"), N_("L’organisation des soins dans une situation exceptionnelle ; le préfet et l’ARS le déclenchent.")),
    "pair": Word(N_("cabinet binôme"), N_("Le cabinet qui prend la suite le premier quand l’autre ferme.")),
    "relay": Word(N_("relais"), N_("Qui prend un besoin quand celui qui s’en charge ne le peut plus.")),
    "retex": Word(N_("retex"), N_("Ce que l’on retient d’un exercice ou d’un événement : délais, notes, causes, actions.")),
    "session": Word(N_("séance"), N_("Une demi-journée d’un centre, avec ses lignes.")),
    "situation": Word(N_("point de situation"), N_("La page envoyée aux autorités : où l’on en est, ce qui manque, ce qui est demandé.")),
    "slot": Word(N_("créneau"), N_("Une place de soins non programmés, offerte un jour à une heure.")),
    "stand_in": Word(N_("cherche un remplaçant"), N_("La personne tient la place, mais a demandé à la laisser.")),
    "typology": Word(N_("typologie"), N_("Une des cinq sortes de crise que le plan de la communauté prépare.")),
    "vacation": Word(N_("vacation"), N_("Une demi-journée tenue et payée ; son tarif dépend de la profession et du jour.")),
    "wave": Word(N_("vague"), N_("Le petit groupe appelé en premier ; le suivant ne part que si la place reste libre.")),
}  # fmt: skip
"""Code → the word and what it means; in the order of no language: drawn sorted by the words of the person."""

HELPS: dict[str, Help] = {
    "home": Help(N_("Prenez la première ligne de « À faire » : son bouton mène à ce qui la règle."), ("line", "confirmed", "stand_in"), CENTRE),
    "search": Help(N_("Tapez « / » puis un nom, un jour, un mot ; Entrée ouvre le premier résultat.")),
    "roster": Help(N_("Importez votre fichier de volontaires ; rien n’est écrit avant que vous l’ayez relu."), ("vacation",), CENTRE),
    "centre": Help(N_("Dites les doses et les demi-journées : les lignes et les places s’en déduisent."), ("line", "session"), CENTRE),
    "availability": Help(N_("Envoyez un sondage, ou notez les réponses dans la grille."), ("session",), CENTRE),
    "rota": Help(N_("Appuyez sur « Proposer », corrigez à la main, puis « Publier »."), ("draft", "confirmed", "certificate", "line"), CENTRE),
    "call_outs": Help(N_("Choisissez le poste à pourvoir, relisez la liste, lancez l’appel."), ("call_out", "wave", "stand_in"), CENTRE),
    "messages": Help(N_("Passez d’abord ce qui presse ; « Réglages » dit par où cela part."), ("call_out",), SENDING),
    "day": Help(N_("Choisissez la séance, faites le contrôle d’ouverture, puis pointez les absents."), ("session", "line"), CENTRE),
    "indicators": Help(N_("Choisissez la période ; chaque chiffre dit d’où il vient."), ("vacation",), CENTRE),
    "plans": Help(N_("Ouvrez ce qui arrive dans la liste : les actions de la première heure sont en tête."), ("typology", "card", "cell", "orsan"), CRISIS),
    "alert": Help(N_("Faites un essai avant d’en avoir besoin ; un essai dit toujours qu’il en est un."), ("cell", "wave"), CRISIS),
    "event": Help(N_("Ouvrez l’événement, notez qui l’a déclenché, puis suivez la liste de la cellule."), ("cell", "situation", "orsan"), CRISIS),
    "log": Help(N_("Tapez ce qui vient d’arriver, puis Entrée : l’heure se note seule."), ("log", "situation"), CRISIS),
    "directory": Help(N_("Complétez les numéros de nuit qui manquent, puis vérifiez-les une fois l’an."), ("cell",), CRISIS),
    "continuity": Help(N_("Posez une question : quel cabinet ferme, quand, combien de temps."), ("delay", "relay", "masked"), CONTINUITY),
    "needs": Help(N_("Notez un besoin sous un numéro : jamais un nom."), ("delay", "relay"), CONTINUITY),
    "relays": Help(N_("Notez une fermeture dès qu’elle est connue : les besoins touchés se comptent aussitôt."), ("pair", "relay"), CONTINUITY),
    "slots": Help(N_("Offrez des créneaux, puis placez un patient dans le premier libre."), ("slot",), CONTINUITY),
    "coverage": Help(N_("Choisissez une demi-journée et un besoin ; touchez une commune pour savoir pourquoi."), ("coverage",), DRILLS),
    "laboratory": Help(N_("Partez d’un scénario, changez-le, comparez avec et sans votre plan."), ("coverage",), DRILLS),
    "scenarios": Help(N_("Lisez un scénario, puis préparez l’exercice ou essayez-le au laboratoire."), ("inject", "objective"), DRILLS),
    "flash": Help(N_("Relisez les trois questions, choisissez à qui, envoyez."), ("objective",), DRILLS),
    "exercises": Help(N_("Partez d’un scénario, invitez chacun, vérifiez que tout est prêt."), ("inject", "objective"), EXERCISES),
    "conduct": Help(N_("Démarrez l’horloge ; les injects se proposent à leur heure, vous les envoyez."), ("inject",), EXERCISES),
    "review": Help(N_("Lisez les délais, cotez les objectifs, puis changez un constat en action."), ("retex", "objective", "action"), EXERCISES),
    "improvements": Help(N_("Ouvrez la première action en retard : notez sa preuve, ou repoussez-la en disant pourquoi."), ("action", "retex"), EXERCISES),
    "rules": Help(N_("Posez une question : qui peut faire quel acte, à cette date ; la source est citée."), ("vacation",), ROLES),
    "accounts": Help(N_("Faites un compte par personne ; chacune choisit son mot de passe."), (), ROLES),
    "data": Help(N_("Vérifiez l’heure de la dernière copie, et qu’elle est aussi ailleurs."), (), ROLES),
    "journal": Help(N_("Cherchez un nom ou un jour ; « Vérifier » prouve que rien n’a été réécrit."), (), ROLES),
}  # fmt: skip
"""File of the screen → its help."""
