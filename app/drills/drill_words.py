"""A drill in sentences: what each effect did, who fell because of what, how much is served. Names only where names may be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.drills.choosing import is_thing
from app.drills.drill import LineName
from app.drills.effect_choices import Choices
from app.drills.scenario_words import effect_words
from app.drills.sentences import Naming
from app.drills.shock import Absence
from app.drills.supply import SERVICES, SUPPLIERS
from app.drills.world import Part
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_number
from app.words.first_letter import capitalised
from app.words.places import at_place
from app.words.plural import plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from app.drills.drill import Drill, Line, Outcome
    from app.drills.shock import AnyEffect
    from app.drills.world import Known, Slice, World

PART_WORDS = {Part.MORNING: N_("matin"), Part.AFTERNOON: N_("après-midi"), Part.NIGHT: N_("nuit")}
"""Part of the day → its word (French source)."""

_MOST_GROUPS = 6
"""Groups of a round told one by one; beyond, how many more."""


@dataclass(frozen=True, slots=True)
class DrillNaming:
    """How everything of a world is called. ``hidden_below``: counts under it are not told (0: all are)."""

    choices: Choices
    known: Mapping[str, Known]
    names: bool = False
    hidden_below: int = 0

    @classmethod
    def of(
        cls, world: World, professions: Mapping[str, str], *, communes: Mapping[str, str] | None = None,
        added: Mapping[str, Known] | None = None, names: bool = False, hidden_below: int = 0,
    ) -> DrillNaming:  # fmt: skip
        """From a world. ``professions``: slug → label; ``communes``: names of others than the world's, that an effect may name;
        ``added``: the known of what plan actions brought."""
        known = {**world.known, **(added or {})}
        places = {**(communes or {}), **{one.id: one.name for one in world.ordinary.places}}
        choices = Choices(
            communes=places,
            professions=professions,
            skills={one.code: one.word for one in world.skills.values()},
            roads={
                one.id: " – ".join((places.get(one.start, one.start), places.get(one.end, one.end)))
                for one in world.ordinary.roads
            },
            site_kinds={one.site_kind: one.role for one in known.values() if one.site_kind},
            practices={one.practice: _practice(one, places) for one in known.values() if one.practice},
            providers={id: one.name if names else _role(one, places) for id, one in known.items()},
            services={id.removeprefix("it:"): one.name for id, one in known.items() if id.startswith("it:")},
            suppliers={id.removeprefix("supplier:"): one.name for id, one in known.items() if id.startswith("supplier:")},
        )  # fmt: skip
        return cls(choices, known, names, hidden_below)

    @property
    def sentences(self) -> Naming:
        """What the sentences of coverage need."""
        return Naming(self.choices.skills, self.choices.communes)

    def count(self, units: int) -> str:
        """A number, or « moins de 5 » under the threshold."""
        if 0 < units < self.hidden_below:
            return _("moins de {n}").format(n=spoken_number(self.hidden_below))
        return spoken_number(units)


def slice_words(one: Slice) -> str:
    """« vendredi 27 novembre, matin »."""
    day = spoken_day(one.starts_at.astimezone(PARIS).date())
    return _("{day}, {part}").format(day=day, part=_(PART_WORDS[one.part]))


def effect_sentence(effect: AnyEffect, naming: DrillNaming) -> str:
    """What an effect does, as scenarios say it, without the full stop."""
    return effect_words(effect, naming.choices).rstrip(".")


def outcome_sentence(outcome: Outcome, naming: DrillNaming, *, has_plan: bool = True) -> str:
    """« 28 infirmiers sur 94 absents : 31 demandes de plus sans personne, 12 rattrapées par le plan. »"""
    did = _did(outcome, naming)
    result = _result(outcome, naming, has_plan=has_plan)
    # A colon never follows another: what is already told with one ends there.
    if " :" in did or "." in did:
        told = _("{what}. {result}.").format(what=did, result=capitalised(result))
    else:
        told = _("{what} : {result}.").format(what=did, result=result)
    missing = outcome.hit.unknown if outcome.hit else ()
    if not missing:
        return told
    return _("{told} Sans équivalent ici : {what}.").format(told=told, what=_named(missing, naming))


def headline(drill: Drill, naming: DrillNaming) -> str:
    """How much is served over time on each line, and when it is worst."""
    shares = [
        _("{share} % {line}").format(share=_percent(one, drill.t0_rank), line=_(_IN_A_SENTENCE[one.name]))
        for one in drill.lines
    ]
    worst = _line(drill, LineName.SHOCK).points[drill.worst_rank]
    lost = worst.unmet - _line(drill, LineName.BASELINE).points[drill.worst_rank].unmet
    said = _("Demandes servies : {shares}.").format(shares=", ".join(shares))
    if lost <= 0:
        return _("{said} Le choc ne laisse personne de plus sans soins.").format(said=said)
    return _("{said} Au plus fort, {when}, {lost} sans personne à cause du choc.").format(
        said=said,
        when=slice_words(worst.slice),
        lost=ngettext("{n} demande", "{n} demandes", lost).format(n=naming.count(lost)),
    )


def elsewhere_sentence(drill: Drill) -> str:
    """That some effects name what this territory does not have, or nothing."""
    lost = sum(bool(one.hit and one.hit.unknown) for one in drill.outcomes)
    if not lost:
        return ""
    return ngettext(
        "{n} effet sur {of} nomme ce que ce territoire n’a pas : il ne compte pas, ou pas tout entier.",
        "{n} effets sur {of} nomment ce que ce territoire n’a pas : ils ne comptent pas, ou pas tout entiers.",
        lost,
    ).format(n=spoken_number(lost), of=spoken_number(len(drill.outcomes)))


def order_sentence(drill: Drill) -> str:
    """That the waterfall hangs on the order in which effects are told."""
    return ngettext(
        "Un seul effet, compté à partir du temps ordinaire.",
        "Les {n} effets sont comptés dans l’ordre où ils sont donnés, chacun en plus des précédents : un autre ordre"
        " partagerait autrement le même total.",
        len(drill.waterfall.steps),
    ).format(n=spoken_number(len(drill.waterfall.steps)))


def withheld_sentence(units: int, naming: DrillNaming) -> str:
    """« 40 demandes sans réponse faute de doses. », or nothing."""
    if not units:
        return ""
    return ngettext(
        "{n} demande sans réponse faute de doses.",
        "{n} demandes sans réponse faute de doses.",
        units,
    ).format(n=naming.count(units))


def rounds_lines(rounds: Sequence[Collection[str]], naming: DrillNaming) -> tuple[str, ...]:
    """One line a round: « Touchés d’abord : électricité à Auray. », « Puis, 1er tour : 2 pharmacies (Auray). »"""
    return tuple(
        _("Touchés d’abord : {who}.").format(who=who)
        if number == 0
        else ngettext("Tombent ensuite ({n}er tour) : {who}.", "Tombent ensuite ({n}e tour) : {who}.", number).format(
            n=number, who=who
        )
        for number, one in enumerate(rounds)
        if (who := fallen_words(one, naming))
    )


def fallen_words(ids: Collection[str], naming: DrillNaming) -> str:
    """Who or what is down: things by their name, people and sites by role and commune with their number, or by name."""
    if naming.names:
        told = sorted(_who(one, naming) for one in ids)
    else:
        groups = Counter(_group(one, naming) for one in ids)
        ranked = sorted(groups.items(), key=lambda pair: (-pair[1], pair[0]))
        told = [_grouped(role, place, count) for (role, place), count in ranked]
    more = len(told) - _MOST_GROUPS
    if more <= 1:
        return ", ".join(told)
    return ", ".join(told[:_MOST_GROUPS]) + ngettext(" et {n} autre", " et {n} autres", more).format(n=more)


_IN_A_SENTENCE = {
    LineName.BASELINE: N_("en temps ordinaire"),
    LineName.SHOCK: N_("sous le choc"),
    LineName.PLAN: N_("avec le plan"),
    LineName.PLAYED: N_("tel que joué"),
}


def _line(drill: Drill, name: LineName) -> Line:
    found = drill.line(name)
    assert found is not None
    return found


def _percent(line: Line, t0_rank: int) -> str:
    demand, unmet = line.total(t0_rank)
    # Rounded down: « 100 % » is said only when nobody is left out.
    return spoken_number(100 * (demand - unmet) // demand if demand else 100)


def _did(outcome: Outcome, naming: DrillNaming) -> str:
    effect, hit = outcome.what, outcome.hit
    if not isinstance(effect, Absence) or hit is None or not hit.of:
        return effect_sentence(effect, naming)
    away = len(hit.providers)
    who = plural(_("professionnel"), max(away, hit.of))
    if len(effect.professions) == 1:
        who = plural(naming.choices.professions.get(effect.professions[0], effect.professions[0]), max(away, hit.of))
    return ngettext("{n} {who} sur {of} absent", "{n} {who} sur {of} absents", away).format(
        n=spoken_number(away), who=who, of=spoken_number(hit.of)
    )


def _result(outcome: Outcome, naming: DrillNaming, *, has_plan: bool) -> str:
    if outcome.hit is None:
        return _("hors de la période regardée")
    if outcome.unmet < 0:
        return ngettext("{n} demande de plus servie", "{n} demandes de plus servies", -outcome.unmet).format(
            n=naming.count(-outcome.unmet)
        )
    if outcome.is_plan:
        return _("rien de plus n’est servi")
    if not outcome.unmet:
        return _("aucune demande de plus sans personne")
    told = ngettext(
        "{n} demande de plus sans personne", "{n} demandes de plus sans personne", outcome.unmet
    ).format(n=naming.count(outcome.unmet))  # fmt: skip
    if not has_plan:
        return told
    if not outcome.recovered:
        return _("{told}, aucune rattrapée par le plan").format(told=told)
    caught = ngettext("{n} rattrapée par le plan", "{n} rattrapées par le plan", outcome.recovered)
    return f"{told}, {caught.format(n=naming.count(outcome.recovered))}"


def _named(codes: Iterable[str], naming: DrillNaming) -> str:
    known = naming.choices
    words: dict[str, str] = {
        **known.communes,
        **known.professions,
        **known.roads,
        **known.site_kinds,
        **known.practices,
        **{f"it:{code}": word for code, word in {**_told(SERVICES), **known.services}.items()},
        **{f"supplier:{code}": word for code, word in {**_told(SUPPLIERS), **known.suppliers}.items()},
    }
    return ", ".join(words.get(one) or one.partition(":")[2] or _road(one, known) for one in codes)


def _told(words: Mapping[str, str]) -> dict[str, str]:
    return {code: _(word) for code, word in words.items()}


def _road(id: str, known: Choices) -> str:
    """A road of another territory by its two ends, from its id; any other code as it is."""
    return " – ".join(known.communes.get(one, one) for one in id.removesuffix("-bateau").split("-"))


def _role(known: Known, places: Mapping[str, str]) -> str:
    return _("{role} ({commune})").format(role=known.role, commune=places.get(known.commune, known.commune))


def _practice(known: Known, places: Mapping[str, str]) -> str:
    return _("cabinet {at_commune}").format(at_commune=at_place(places.get(known.commune, known.commune)))


def _who(provider: str, naming: DrillNaming) -> str:
    known = naming.known.get(provider)
    if known is not None:
        return known.name
    kind, _colon, name = provider.partition(":")
    if kind == "power":
        return _("électricité {at_commune}").format(at_commune=at_place(naming.choices.communes.get(name, name)))
    return name or provider


def _group(provider: str, naming: DrillNaming) -> tuple[str, str]:
    known = naming.known.get(provider)
    if known is None or is_thing(provider):
        return (_who(provider, naming), "")
    return (known.role, naming.choices.communes.get(known.commune, known.commune))


def _grouped(role: str, place: str, count: int) -> str:
    told = role if count == 1 else f"{spoken_number(count)} {plural(role, count)}"
    return f"{told} ({place})" if place else told
