"""The flowchart, the call tree and the report of an alert on paper; that names and numbers left is journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.documents.imprint import Band, Imprint
from app.roster.phones import spoken_phone
from app.services.crisis.alert_words import report_words
from app.services.crisis.read_alert import read_alert, read_flow, read_tree
from app.store import community, journal
from app.words import _, ngettext
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.response.alert_flow import FlowStep
    from app.response.call_tree import Call
    from app.services.crisis.read_alert import TreeView
    from app.store.database import Store


def print_flow(actor: Actor, store: Store) -> bytes:
    """The alert flowchart as PDF, drawn and in a table. Nobody's name is in it. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.alert_sheet import AlertSheet, AlertTable, alert_sheet

    steps, name = read_flow(actor, store), _community(store)
    table = AlertTable(_("Étape par étape"), (2, 3, 2, 0, 2), _flow_header(), tuple(_flow_row(one) for one in steps))
    sheet = AlertSheet(
        community=name,
        title=_("Logigramme d’alerte"),
        lead=(_("Une CPTS ne déclenche jamais ORSAN : elle répond à l’autorité qui l’appelle."),),
        drawing=_drawing(steps),
        drawing_says=_("Les étapes de l’alerte, du signal à la levée ; le tableau qui suit dit la même chose."),
        drawing_height_mm=225,
        tables=(table,),
    )
    return alert_sheet(sheet, _imprint(store, _("logigramme d’alerte")))


def print_tree(actor: Actor, store: Store, alert_id: str = "") -> bytes:
    """Who calls whom, with numbers, as PDF. Raises NotFound, NotAllowed."""
    require(actor, Action.ALERT)
    from app.documents.alert_sheet import AlertSheet, AlertTable, alert_sheet

    view = read_tree(actor, store, alert_id)
    _journal(actor, store, alert_id or "call_tree", len(view.tree.calls))
    rows = tuple(_call_rows(view))
    n = len(view.tree.calls)
    lead = (
        ngettext(
            "{n} personne à appeler ; tout le monde l’est en {minutes} min si chacun décroche.",
            "{n} personnes à appeler ; tout le monde l’est en {minutes} min si chacun décroche.",
            n,
        ).format(n=n, minutes=view.tree.minutes),
        _("Chacun appelle les siens dans l’ordre. Sans réponse, appelez à sa place ceux qu’il devait appeler."),
    )
    mute = tuple(full_name(one.person.given_name, one.person.family_name) for one in view.tree.mute)
    sheet = AlertSheet(
        community=_community(store),
        title=_("Arbre d’appel"),
        lead=lead,
        tables=(AlertTable("", (3, 3, 2, 2, 0), _tree_header(), rows),),
        notes=(_("Sans téléphone connu : {names}.").format(names=", ".join(mute)),) if mute else (),
    )
    exercise = view.alert is not None and view.alert.is_exercise
    return alert_sheet(sheet, _imprint(store, _("arbre d’appel"), exercise=exercise))


def print_report(actor: Actor, store: Store, alert_id: str) -> bytes:
    """The report of an alert or a test as PDF: figures, response curve, by profession; nobody's name. Raises NotFound, NotAllowed."""
    require(actor, Action.ALERT)
    from app.documents.alert_sheet import AlertSheet, AlertTable, alert_sheet
    from app.documents.curve_svg import curve_svg

    view = read_alert(actor, store, alert_id)
    said = report_words(view)
    tables = [AlertTable(_("Par profession"), (3, 1, 1, 1, 1, 1, 1, 1), said.header, said.rows)]
    if said.needs:
        tables.append(AlertTable(_("Besoins du plan"), (4, 1, 1, 1, 1, 1, 1), said.needs_header, said.needs))
    sheet = AlertSheet(
        community=_community(store),
        title=said.title,
        lead=said.sentences,
        drawing=curve_svg(view.curves[0].points, said.last_minute, _("min"), said.curve_sentence),
        drawing_says=said.curve_sentence,
        drawing_height_mm=70,
        tables=tuple(tables),
        notes=(_("Une réponse changée compte à l’heure de la première."),),
    )
    _journal(actor, store, alert_id, view.board.asked)
    return alert_sheet(sheet, _imprint(store, said.title, exercise=view.alert.is_exercise))


def _flow_header() -> tuple[str, ...]:
    return _("Qui"), _("Fait quoi"), _("Par où"), _("Délai"), _("Sans réseau")


def _tree_header() -> tuple[str, ...]:
    return _("Qui appelle"), _("Appelle"), _("Téléphone"), _("Profession"), _("Fait")


def _flow_row(step: FlowStep) -> tuple[str, ...]:
    within = _("{n} min").format(n=step.within_minutes) if step.within_minutes else "–"
    return step.who, step.does, step.channel, within, step.degraded


def _drawing(steps: Sequence[FlowStep]) -> str:
    from app.documents.flow_svg import FlowBox, flow_svg
    from app.response.alert_flow import rows_of

    boxes = tuple(
        tuple(FlowBox(one.code, one.who, one.does, "", "", one.tells) for one in row) for row in rows_of(steps)
    )
    return flow_svg(boxes, _("Logigramme d’alerte"))


def _call_rows(view: TreeView) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for caller, calls in view.tree.by_caller.items():
        for rank, call in enumerate(calls):
            rows.append((_caller(view, caller) if not rank else "", *_told(view, call), ""))
    return rows


def _caller(view: TreeView, caller: PersonId | None) -> str:
    if caller is None:
        return _("Coordination")
    found = view.persons[caller]
    return full_name(found.given_name, found.family_name)


def _told(view: TreeView, call: Call) -> tuple[str, str, str]:
    from app.response.call_tree import number_of

    person = call.place.person
    job = view.professions.get(person.profession or "", person.profession or "")
    return full_name(person.given_name, person.family_name), spoken_phone(number_of(person)), job


def _journal(actor: Actor, store: Store, subject: str, count: int) -> None:
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, "alert_printed", subject, {"people": count})


def _community(store: Store) -> str:
    with store.reading() as conn:
        return community.read(conn).name


def _imprint(store: Store, edition: str, *, exercise: bool = False) -> Imprint:
    with store.reading() as conn:
        demonstration = community.read(conn).demonstration
    bands = ((Band.EXERCISE,) if exercise else ()) + ((Band.DEMONSTRATION,) if demonstration else ())
    return Imprint(store.now(), edition, __version__, bands)
