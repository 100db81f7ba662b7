"""The sentence about an empty seat that a coordinator can read aloud: what, where, when, how many, why, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.errors import N_
from app.scheduling.staffing.board import Board
from app.scheduling.staffing.labels import Labels
from app.scheduling.staffing.plan import Call, Certificate
from app.scheduling.staffing.rules import Rule
from app.words import _, ngettext
from app.words.dates import spoken_session

MOST_NAMES = 8
"""People are named only when no more than this many are concerned."""
_MOST_REASONS = 4

_WHY: dict[Rule, tuple[str, str]] = {
    Rule.COMPETENCE: (
        N_("{n} n’a pas de compétence valable ce jour-là"),
        N_("{n} n’ont pas de compétence valable ce jour-là"),
    ),
    Rule.TRAVEL: (N_("{n} est trop loin"), N_("{n} sont trop loin")),
    Rule.NO_ANSWER: (N_("{n} n’a pas répondu"), N_("{n} n’ont pas répondu")),
    Rule.UNAVAILABLE: (N_("{n} a dit non"), N_("{n} ont dit non")),
    Rule.ALREADY_HERE: (
        N_("{n} tient déjà une place de cette séance"),
        N_("{n} tiennent déjà une place de cette séance"),
    ),
    Rule.OVERLAP: (N_("{n} est pris au même moment"), N_("{n} sont pris au même moment")),
    Rule.OTHER_CENTRE: (N_("{n} est dans un autre centre ce jour-là"), N_("{n} sont dans un autre centre ce jour-là")),
    Rule.WEEKLY_CAP: (N_("{n} a atteint son maximum de la semaine"), N_("{n} ont atteint leur maximum de la semaine")),
    Rule.DAILY_CAP: (N_("{n} a atteint son maximum de la journée"), N_("{n} ont atteint leur maximum de la journée")),
    Rule.REST: (N_("{n} doit se reposer avant ou après"), N_("{n} doivent se reposer avant ou après")),
    Rule.FREE: (N_("{n} pourrait encore venir"), N_("{n} pourraient encore venir")),
}


class Speaker:
    """Writes the sentences of one plan."""

    def __init__(self, board: Board, labels: Labels, calls: Iterable[Call]) -> None:
        self.board, self.labels = board, labels
        self.helpers: dict[str, list[str]] = {}
        for call in calls:
            for session in call.sessions:
                self.helpers.setdefault(session, []).append(call.person)

    def sentence(
        self, need: int, missing: int, people: Mapping[Rule, set[int]], certificate: Certificate | None
    ) -> str:
        """One sentence, in French or in the language of the run."""
        what = self._what(need, missing)
        why = self._why(need, people)
        proof = [self._proof(certificate)] if certificate else []
        return _("{what} : {why}.").format(
            what=what, why=_(" ; ").join([why, *proof, self._help(need, people, certificate)])
        )

    def _what(self, need: int, missing: int) -> str:
        seat, session = self.board.needs[need], self.board.sessions[self.board.session_of_need[need]]
        return ngettext(
            "Il manque {n} personne au poste « {role} », {centre}, {when}",
            "Il manque {n} personnes au poste « {role} », {centre}, {when}",
            missing,
        ).format(
            n=missing,
            role=self.labels.role(seat.role),
            centre=self.labels.centre(session.centre),
            when=spoken_session(session.start, session.end),
        )

    def _why(self, need: int, people: Mapping[Rule, set[int]]) -> str:
        concerned = len(self.board.persons) - len(people.get(Rule.PROFESSION, ()))
        if not concerned:
            return _("personne dans l’effectif n’exerce une profession admise ({professions})").format(
                professions=self._professions(need)
            )
        ranked = sorted((rule for rule in people if rule in _WHY), key=lambda rule: -len(people[rule]))
        named = concerned <= MOST_NAMES
        parts = [self._count(rule, people[rule], named) for rule in ranked[:_MOST_REASONS]]
        if others := sum(len(people[rule]) for rule in ranked[_MOST_REASONS:]):
            parts.append(ngettext("{n} pour une autre raison", "{n} pour d’autres raisons", others).format(n=others))
        return ngettext(
            "sur {n} personne de profession admise ({professions}), {parts}",
            "sur {n} personnes de profession admise ({professions}), {parts}",
            concerned,
        ).format(n=concerned, professions=self._professions(need), parts=_listed(parts))

    def _professions(self, need: int) -> str:
        return ", ".join(self.labels.profession(name) for name in self.board.problem.roles[self.board.needs[need].role])

    def _count(self, rule: Rule, people: set[int], named: bool) -> str:
        text = ngettext(*_WHY[rule], len(people)).format(n=len(people))
        return f"{text} ({self._names(self.board.persons[person].id for person in people)})" if named else text

    def _names(self, people: Iterable[str]) -> str:
        return ", ".join(sorted(self.labels.person(person) for person in people))

    @staticmethod
    def _proof(certificate: Certificate) -> str:
        others = len(certificate.needs) - 1
        if not certificate.reachable:
            return _("avec les réponses reçues, personne ne peut venir")
        if not others:
            return _("avec les réponses reçues, on ne peut y tenir que {reachable} sur {demand}").format(
                reachable=_places(certificate.reachable), demand=certificate.demand
            )
        return ngettext(
            "avec {others} autre besoin de la semaine il faudrait {demand}, et on ne peut en tenir que {reachable}",
            "avec {others} autres besoins de la semaine il faudrait {demand}, et on ne peut en tenir que {reachable}",
            others,
        ).format(others=others, demand=_places(certificate.demand), reachable=certificate.reachable)

    def _help(self, need: int, people: Mapping[Rule, set[int]], certificate: Certificate | None) -> str:
        sessions = {name for name, _role in certificate.needs} if certificate else {self.board.needs[need].session}
        helpers = sorted(set[str]().union(*(self.helpers.get(name, []) for name in sessions)))
        if helpers and len(helpers) <= MOST_NAMES:
            return _("appeler {names} aiderait").format(
                names=_listed([self.labels.person(who) for who in helpers], _("ou"))
            )
        if helpers:
            return _("{n} personnes qui n’ont pas répondu pourraient aider").format(n=len(helpers))
        if Rule.FREE in people:
            return _("relancer la proposition avec plus de temps aiderait")
        if certificate is None:
            return _("une place échangée, un repos ou un maximum assoupli avec l’accord des personnes aiderait")
        return _("il faut un renfort hors de l’effectif, ou demander moins de places")


def _places(count: int) -> str:
    return ngettext("{n} place", "{n} places", count).format(n=count)


def _listed(parts: list[str], last: str | None = None) -> str:
    """« a, b et c »."""
    word = _("et") if last is None else last
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
