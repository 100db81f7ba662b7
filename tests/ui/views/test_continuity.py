"""What is said of who is left without care: one sentence, whatever fails, however little may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from app.continuity.band import NOBODY, Band
from app.continuity.carer import CarerId
from app.continuity.finding import Reason
from app.continuity.left_without import Slice
from app.continuity.overview import Basis
from app.continuity.situation import Absence, Cut, OutageKind, Situation
from app.continuity.unsigned import Unsigned
from app.core.ids import PracticeId
from app.services.continuity.continuity_view import Called, ContinuityView, Hidden, Taking, Unread, Why
from app.services.continuity.read_continuity import Weak, WeakPoints
from app.services.continuity.what_the_rota_takes import RotaCare, RotaDay
from app.ui.views import continuity as view
from app.ui.views.continuity_causes import causes, span
from app.ui.views.continuity_rota import CALM, LEFT, TAKEN, UNKNOWN, care_rows, care_sentence
from tests.builders import MONDAY, THURSDAY

NOW = THURSDAY
"""Thursday 26 November 2026, 17 h in Paris."""
FEGREAC, OTHER, THIRD = (PracticeId(name) for name in ("fegreac", "avessac", "redon"))
HOUR = timedelta(hours=1)


def away(practice: PracticeId = FEGREAC, hours: float = 9, share: Fraction = Fraction(1)) -> Absence:
    return Absence(practice, NOW - hours * HOUR, NOW + 40 * HOUR, share)


def exactly(number: int) -> Band:
    return Band(number, number)


def a_view(*fails: Absence | Cut, **more: object) -> ContinuityView:
    absences = tuple(one for one in fails if isinstance(one, Absence))
    cuts = tuple(one for one in fails if isinstance(one, Cut))
    base = ContinuityView(
        now=NOW,
        situation=Situation(NOW, NOW + 72 * HOUR, absences, cuts),
        exact=True,
        live=True,
        exercise=False,
        basis=Basis.REGISTER,
        kept=NOBODY,
        waiting=NOBODY,
        relayed=exactly(25),
        uncovered=exactly(6),
        first_due=NOW + 2 * HOUR,
        names={
            "practice:fegreac": "Cabinet de Fégréac",
            "practice:avessac": "Cabinet d’Avessac",
            "practice:redon": "Cabinet de Redon",
            "site:dialyse": "Centre de dialyse",
            "remote:cardio": "Télésurveillance",
        },
        communes={"44057": "Fégréac", "44007": "Avessac", "35236": "Redon", "56216": "Saint-Dolay"},
    )
    return replace(base, **more)  # type: ignore[arg-type]


UNSIGNED = Unsigned(("Oxygène", "Insuline"))


def said(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_the_sentence_of_a_closure() -> None:
    """Who is closed, since when; how many, taken over, left, and the first hour."""
    assert said(view.sentence(a_view(away()))) == (
        "Cabinet de Fégréac fermé depuis 8 h : 31 besoins touchés, 25 repris, 6 sans solution, le premier à 19 h."
    )


@pytest.mark.parametrize(
    ("fails", "words"),
    [
        ((away(share=Fraction(1, 2)),), "Cabinet de Fégréac réduit de 50 % depuis 8 h"),
        ((away(hours=20),), "Cabinet de Fégréac fermé depuis hier"),
        ((away(hours=-20),), "Cabinet de Fégréac fermé à partir de demain"),
        ((away(hours=-2),), "Cabinet de Fégréac fermé à partir de 19 h"),
        ((away(hours=90),), "Cabinet de Fégréac fermé depuis dimanche 22 novembre"),
        (
            (away(), Cut(OutageKind.POWER, NOW - HOUR, None, communes=frozenset({"44057"}))),
            "Cabinet de Fégréac fermé depuis 8 h et coupure d’électricité à Fégréac depuis 16 h",
        ),
        (
            (Cut(OutageKind.POWER, NOW, None, communes=frozenset({"44057", "44007", "35236", "56216"})),),
            "coupure d’électricité à Avessac, Fégréac et 2 autres communes depuis 17 h",
        ),
        (
            (Cut(OutageKind.ROAD, NOW, None, roads=frozenset({frozenset({"44057", "35236"})})),),
            "route ou pont coupé entre Fégréac et Redon depuis 17 h",
        ),
        ((Cut(OutageKind.SITE, NOW, None, site="dialyse"),), "établissement arrêté (Centre de dialyse) depuis 17 h"),
        (
            (Cut(OutageKind.REMOTE, NOW, None, carer=CarerId("remote:cardio")),),
            "service à distance arrêté (Télésurveillance) depuis 17 h",
        ),
        (
            (away(), away(OTHER), away(THIRD, share=Fraction(1, 4)), Cut(OutageKind.WATER, NOW, None)),
            "2 cabinets fermés, 1 cabinet réduit, 1 coupure ou arrêt",
        ),
        (
            (away(), away(OTHER), replace(away(THIRD), starts_at=NOW + timedelta(hours=3))),
            "2 cabinets fermés, 1 cabinet qui va fermer",
        ),
        ((away(), replace(away(), share=Fraction(1, 2))), "Cabinet de Fégréac fermé depuis 8 h"),
        ((), ""),
    ],
)
def test_what_fails_is_named_as_far_as_two(fails: tuple[Absence | Cut, ...], words: str) -> None:
    """By name, place and hour; counted past two; a practice once."""
    assert said(causes(a_view(*fails))) == words


@pytest.mark.parametrize(
    ("changes", "fate"),
    [
        ({"basis": Basis.NOTHING}, "aucun besoin n’est noté, on ne sait pas qui est touché"),
        ({"relayed": NOBODY, "uncovered": NOBODY, "first_due": None}, "aucun besoin touché"),
        ({"uncovered": NOBODY, "first_due": None}, "25 besoins touchés, 25 repris, aucun sans solution"),
        (
            {"basis": Basis.RATES, "uncovered": NOBODY, "first_due": None},
            "25 besoins touchés, 25 repris, aucun sans solution parmi les catégories estimées",
        ),
        (
            {"kept": exactly(1), "waiting": exactly(2), "relayed": NOBODY, "uncovered": NOBODY, "first_due": None},
            "3 besoins touchés, 1 gardé par son cabinet, 2 peuvent attendre, aucun sans solution",
        ),
        (
            {
                "kept": Band(0, 4), "waiting": Band(0, 4), "relayed": Band(5, 9), "uncovered": Band(0, 4),
                "first_due": None, "exact": False,
            },
            "de 5 à 21 besoins touchés, moins de 5 gardés par leur cabinet, moins de 5 peuvent attendre,"
            " de 5 à 9 repris, moins de 5 sans solution",
        ),
        ({"whole": Band(25, 29), "first_due": None, "exact": False}, "de 25 à 29 besoins touchés"),
        (
            {"unread": (Unread("Cabinet de Redon", 12, "…"),)},
            "31 besoins touchés, 25 repris, 6 sans solution, le premier à 19 h, 12 besoins illisibles non comptés",
        ),
        ({"first_due": NOW - HOUR}, "31 besoins touchés, 25 repris, 6 sans solution, le premier en retard depuis 16 h"),
        ({"first_due": NOW + 12 * HOUR}, "31 besoins touchés, 25 repris, 6 sans solution, le premier demain à 5 h"),
    ],
)  # fmt: skip
def test_what_becomes_of_the_needs(changes: dict[str, object], fate: str) -> None:
    """Nought is said, the unknown too; a band reads as a band, an unreadable need is never left out silently."""
    assert said(view.fate(a_view(away(), **changes))) == fate


def test_calm_is_said() -> None:
    """Nothing is closed, nothing is cut."""
    assert said(view.sentence(a_view())) == "Rien ne manque aujourd’hui : aucune fermeture ni coupure n’est notée."


def test_an_hour_of_a_slice_is_never_broken_over_two_lines() -> None:
    """On a phone « 15 h » fell apart in the table of slices."""
    told = span(NOW, NOW + timedelta(hours=12))
    assert (told.count("\u00a0h"), told.count(" h")) == (2, 0)


def test_nothing_known_is_never_taken_for_calm() -> None:
    """No need noted: it says so and what comes first, which is the roster where no practice is known; never « rien ne manque »."""
    unknown = a_view(basis=Basis.NOTHING)
    assert said(view.sentence(replace(unknown, names={}))) == (
        "Rien n’est encore connu : aucun besoin n’est noté. D’abord : l’effectif, d’où viennent les cabinets."
    )
    assert said(view.sentence(replace(unknown, names={"practice:p": "Cabinet de Redon"}))) == (
        "Rien n’est encore connu : aucun besoin n’est noté. D’abord : chaque cabinet note les siens dans « Mes suivis »."
    )
    assert "ces chiffres" not in view.detail(unknown)


def test_what_the_figures_leave_out_follows_them() -> None:
    """The estimate, those who said nothing, the mask, the limits no physician answers for."""
    told = view.detail(
        a_view(
            away(),
            basis=Basis.COUNTS,
            counted=2,
            silent=("Cabinet de Redon",),
            unknown=3,
            exact=False,
            unsigned=UNSIGNED,
        )
    )
    assert said(told) == (
        "Estimation : totaux donnés par des cabinets, sans le détail des besoins."
        " 2 cabinets n’ont donné que des totaux. 1 cabinet n’a rien noté : il manque à ces chiffres."
        " 3 besoins d’une catégorie qui n’existe plus ne sont pas comptés."
        " Les petits nombres sont masqués : ces chiffres sont donnés par tranches."
        " Catégories dont le délai n’est pas validé par un médecin : Oxygène · Insuline ; leurs besoins sont comptés avec le"
        " délai connu."
    )
    assert view.detail(a_view(away())) == ""
    assert view.detail(a_view(away(), uncovered=NOBODY, relayed=NOBODY, unsigned=UNSIGNED)) == ""


def test_an_exercise_says_so_first() -> None:
    """On the screen as on any print."""
    assert view.where(a_view(away(), exercise=True)).startswith("EXERCICE – EXERCICE – EXERCICE · Du ")


def test_why_and_whom_to_ring() -> None:
    """The number, the place, the hour, the reason; without a number where it is hidden."""
    full = Why(Reason.FULL, 6, ("Fégréac", "Avessac"), NOW + 2 * HOUR, (Called("Cabinet de Redon", "+33199001002"),))
    assert said(view.why_line(full, NOW)) == "6 besoins à Fégréac et Avessac, le premier à 19 h : tous complets."
    assert said(view.why_line(Why(Reason.ROAD, None, (), None, ()), NOW)) == "Sans solution : route coupée."
    assert said(view.phone("+33199001002")) == "01 99 00 10 02"


def test_slices_are_spans_of_the_window() -> None:
    """Twelve hours each, said with their days; the worst in one sentence; hours where something happens alone."""
    slices = (Slice(NOW, 1, 1), Slice(NOW + 12 * HOUR, 5, 6))
    hours = (Slice(NOW, 0, 0), Slice(NOW + HOUR, 1, 1))
    found = a_view(away(), slices=slices, hours=hours, situation=Situation(NOW, NOW + 20 * HOUR))
    assert [[said(str(cell)) for cell in row] for row in view.slice_rows(found)[1]] == [
        ["jeudi 26 novembre 17 h – vendredi 27 novembre 5 h", "1", "1"],
        ["vendredi 27 novembre, 5 h–13 h", "5", "6"],
    ]
    assert said(view.slices_sentence(found)) == (
        "Le plus tendu : vendredi 27 novembre, 5 h–13 h, 5 besoins dépassent leur délai."
    )
    assert [row[1:] for row in view.hour_rows(found)[1]] == [[1, 1]]
    assert view.slices_sentence(a_view()) == "Aucun besoin ne dépasse son délai sans solution."


def test_relays_and_their_load() -> None:
    """One line each, and how many are full."""
    found = a_view(takings=(Taking("Cabinet de Redon", 12, 12), Taking("HAD", 3, 8)))
    assert said(view.relay_line(found.takings[0])) == "Cabinet de Redon : 12 sur 12 possibles"
    assert said(view.relays_sentence(found)) == "2 relais reprennent 15 besoins ; 1 est au complet."
    had = Taking("HAD", 3, 8, is_assumed=True)
    assert said(view.relay_line(had)) == "HAD : 3 sur 8 possibles (valeur indicative)"


def test_categories_say_that_small_ones_are_hidden() -> None:
    """Never a small number, and never as if there were none."""
    found = a_view(categories=(("Plaie", 8),), categories_hidden=True)
    assert said(view.categories_sentence(found)) == (
        "Sans solution par catégorie : Plaie (8) ; les petits nombres sont masqués."
    )
    assert view.categories_sentence(a_view()) == ""


def test_fates_are_icon_word_and_colour() -> None:
    """The worst first; what nobody is in is not drawn."""
    assert view.badges(a_view(away(), relayed=exactly(1))) == [
        ":red-badge[:material/block: 6 sans solution]",
        ":blue-badge[:material/handshake: 1 repris]",
    ]
    assert view.badges(a_view(relayed=NOBODY, uncovered=NOBODY)) == []


def test_weak_points_are_said_one_by_one() -> None:
    """How many would be left; a service that one person reads says so by itself."""
    told = view.weak_lines(
        [
            Weak("Cabinet de Redon", exactly(12), alone=False),
            Weak("Cabinet d’Allaire", None, alone=False),
            Weak("Télésurveillance", Band(1, 1), alone=True),
        ]
    )
    assert [said(line) for line in told] == [
        "Cabinet de Redon : sa seule perte laisserait 12 besoins de plus sans solution.",
        "Cabinet d’Allaire : sa seule perte laisserait des besoins de plus sans solution.",
        "Télésurveillance : sa seule perte laisserait 1 besoin de plus sans solution.",
        "Télésurveillance : toutes les alarmes reposent sur une seule personne.",
    ]


def test_what_weak_points_hide_is_said() -> None:
    """Why, and from how many on; nothing where nothing is hidden."""
    assert view.weak_caption(WeakPoints()) == ""
    assert "une perte qui laisserait moins de 5 besoins n’est pas dite" in said(view.weak_caption(WeakPoints((), 5)))


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (Hidden.SMALL, "Les petits nombres sont masqués"),
        (Hidden.PARTS, "Totaux seuls"),
        (Hidden.FEW, "Rien de plus n’est dit d’un si petit nombre"),
        (Hidden.PLACES, "Chiffres masqués"),
    ],
)
def test_why_numbers_are_hidden_is_said_in_one_sentence(hidden: Hidden, words: str) -> None:
    """Each kind of masking has its reason."""
    assert words in said(view.detail(replace(a_view(away()), exact=False, hidden=hidden)))


ROTA_DAY = RotaDay(MONDAY, ("A", "B", "C", "D"), exactly(6), exactly(2))


@pytest.mark.parametrize(
    ("care", "words", "icon"),
    [
        (
            RotaCare(Basis.REGISTER, (ROTA_DAY,)),
            "Soins courants : 1 jour où des besoins attendraient trop ; au plus fort lundi 30 novembre :"
            " 6 à faire reprendre, 2 sans solution.",
            LEFT,
        ),
        (
            RotaCare(Basis.COUNTS, (replace(ROTA_DAY, uncovered=NOBODY),)),
            "Soins courants (estimation) : 1 jour où des besoins attendraient trop ; au plus fort lundi 30 novembre :"
            " 6 à faire reprendre, aucun sans solution.",
            TAKEN,
        ),
        (RotaCare(Basis.REGISTER), "Soins courants : aucun besoin n’attendrait trop pendant ces séances.", CALM),
        (
            RotaCare(Basis.REGISTER, (), 6),
            "Soins courants : aucun besoin n’attendrait trop pendant ces séances. 6 besoins illisibles ne sont pas comptés.",
            UNKNOWN,
        ),
        (
            RotaCare(Basis.REGISTER, (ROTA_DAY,), hidden_below=5),
            "Soins courants : 1 jour où au moins 5 besoins attendraient trop ; tant que rien n’est en cours, les petits"
            " nombres sont masqués.",
            UNKNOWN,
        ),
        (
            RotaCare(Basis.REGISTER, hidden_below=5),
            "Soins courants : aucun jour où 5 besoins ou plus attendraient trop ; tant que rien n’est en cours, les petits"
            " nombres sont masqués.",
            UNKNOWN,
        ),
        (
            RotaCare(Basis.REGISTER, (replace(ROTA_DAY, uncovered=NOBODY),), unsigned=UNSIGNED),
            "Soins courants : 1 jour où des besoins attendraient trop ; au plus fort lundi 30 novembre : 6 à faire"
            " reprendre, aucun sans solution. Catégories dont le délai n’est pas validé par un médecin : Oxygène · Insuline ;"
            " leurs besoins sont comptés avec le délai connu.",
            TAKEN,
        ),
        (
            RotaCare(Basis.NOTHING),
            "Soins courants : aucun besoin n’est noté, on ne sait pas ce que ce planning leur prend.",
            UNKNOWN,
        ),
    ],
)
def test_what_a_rota_takes_is_one_sentence(care: RotaCare, words: str, icon: str) -> None:
    """Nobody waits, some do, nobody knows: each has its words and its icon."""
    assert (said(care_sentence(care)[0]), care_sentence(care)[1]) == (words, icon)


def test_days_of_a_rota_are_rows() -> None:
    """The day, three practices by name and how many more, what is taken over and what is left."""
    rows = care_rows(RotaCare(Basis.REGISTER, (ROTA_DAY,)))[1]
    assert [[said(str(cell)) for cell in row] for row in rows] == [
        ["lundi 30 novembre", "A, B, C et 1 autre", "6", "2"]
    ]
    hidden = care_rows(RotaCare(Basis.REGISTER, (ROTA_DAY,), hidden_below=5))[1]
    assert [[said(str(cell)) for cell in row] for row in hidden] == [["lundi 30 novembre", "A, B, C et 1 autre"]]
