"""What partners say of a version of the plan: for the coordination's screen, and for the page behind a partner's link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require, require_self
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.message import MessageState
from app.response.plan import SECTIONS, PlanState, Section
from app.response.review import (
    STATE_WORDS,
    WHOLE,
    Comment,
    Reviewer,
    ReviewState,
    own_comment,
    state_of,
    without_numbers,
)
from app.services.messages.ways_out import read_ways
from app.services.mobilisation.read_contact import read_contact
from app.services.plans.invite_reviewers import address_of
from app.services.plans.read_plan import masked
from app.store import community, partner_letters, plan_reviews, plans
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.documents.plan_document import PlanTable
    from app.mobilisation.preferences import Channel
    from app.response.plan import PlanVersion
    from app.services.mobilisation.read_contact import Contact
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Reading:
    """One partner's reading: where it stands, how they were written to and what became of the last letter.

    ``is_by_hand``: the letter waits to be passed on by hand, its way out not being set.
    ``changed_since``: the text moved after their visa, which was given on another wording.
    """

    reviewer: Reviewer
    state: ReviewState
    address: str
    letter: MessageState | None
    remarks: int
    changed_since: bool
    is_by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """The review of one version. ``versions`` are newest first; ``comments`` oldest first. ``now`` is UTC."""

    version: PlanVersion
    versions: tuple[PlanVersion, ...]
    readings: tuple[Reading, ...]
    """The most pressing first."""
    comments: tuple[Comment, ...]
    now: datetime

    @property
    def may_invite(self) -> bool:
        """Whether this version may still be given to read."""
        return self.version.state is not PlanState.SUPERSEDED

    @property
    def to_answer(self) -> tuple[Comment, ...]:
        """Remarks nobody settled."""
        return tuple(one for one in self.comments if not one.is_settled)

    @property
    def by_section(self) -> dict[str, tuple[Comment, ...]]:
        """Remarks by section in the order of the plan, those on the whole of it first."""
        order = (WHOLE, *SECTIONS)
        return {key: held for key in order if (held := tuple(one for one in self.comments if one.section == key))}

    def title(self, key: str) -> str:
        """« Territoire et risques »; « L’ensemble du plan »."""
        return section_title(self.version, key)

    def who(self, comment: Comment) -> str:
        """Who made a remark."""
        return next((one.reviewer.who for one in self.readings if one.reviewer.id == comment.reviewer_id), "")

    def count(self, *states: ReviewState) -> int:
        """How many partners stand in one of these states."""
        return sum(one.state in states for one in self.readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A version as a partner reads it: without telephone numbers and e-mails, with what they said and what was answered."""

    reviewer: Reviewer
    version: PlanVersion
    community: str
    sections: tuple[Section, ...]
    comments: tuple[Comment, ...]
    """This partner's own, oldest first."""
    contact: Contact
    now: datetime

    @property
    def is_open(self) -> bool:
        """Whether they may still write."""
        return self.reviewer.is_open(self.now)

    def draft(self, section: str) -> str:
        """What they may still word otherwise on a section; empty when there is nothing."""
        held = own_comment(self.comments, self.reviewer.id, section)
        return held.text if held else ""

    def answered(self, section: str) -> tuple[Comment, ...]:
        """Remarks on a section that were answered or settled: they stand as they are."""
        return tuple(one for one in self.comments if one.section == section and not one.may_change)

    def has_remark(self, section: str) -> bool:
        """Whether they said something of a section."""
        return any(one.section == section for one in self.comments)


def section_title(version: PlanVersion, key: str) -> str:
    """The title of a section of a version, as it stands there; that of the whole plan for an empty key."""
    if key == WHOLE:
        return _("L’ensemble du plan")
    held = version.section(key)
    return held.title if held else _(SECTIONS.get(key, key))


def read_review(actor: Actor, store: Store, number: int | None = None) -> ReviewView | None:
    """The review of a version (the newest by default); None as long as no plan was begun.

    Names and addresses of partners are for who may read the directory. Raises NotFound, NotAllowed.
    """
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        version = plans.latest(conn) if number is None else plans.find(conn, number)
        if version is None and number is None:
            return None
        if version is None:
            raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
        view = _view(conn, store, version)
    return view if may(actor, Action.READ_DIRECTORY) else _masked(view)


def read_review_page(actor: Actor, store: Store, reviewer_id: str) -> ReviewPage | None:
    """What a partner reads from their link; None when they are asked no more. Raises NotAllowed."""
    require_self(actor, reviewer_id, for_others=Action.EDIT_PLANS)
    with store.reading() as conn:
        reviewer = plan_reviews.find(conn, reviewer_id)
        version = plans.find_id(conn, reviewer.plan_id) if reviewer else None
        if reviewer is None or version is None:
            return None
        mine = tuple(one for one in plan_reviews.comments(conn, version.id) if one.reviewer_id == reviewer_id)
        return ReviewPage(
            reviewer=reviewer,
            version=version,
            community=community.read(conn).name or _("la CPTS"),
            sections=tuple(map(_shown, version.sections)),
            comments=mine,
            contact=read_contact(conn),
            now=store.now(),
        )


def review_tables(actor: Actor, store: Store, version: PlanVersion) -> tuple[PlanTable, PlanTable]:
    """(who was asked and their visa, every remark and its answer): the proof of the consultation. Raises NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    from app.documents.plan_document import PlanTable

    with store.reading() as conn:
        view = _view(conn, store, version)
    asked = tuple(
        (one.reviewer.organisation, one.reviewer.name, spoken_date(paris_date(one.reviewer.invited_at)),
         _(STATE_WORDS[one.state]),
         spoken_date(paris_date(one.reviewer.visa_at)) if one.reviewer.visa_at else "",
         str(one.remarks))
        for one in view.readings
    )  # fmt: skip
    said = tuple(
        (view.title(one.section), view.who(one), spoken_date(paris_date(one.at)), one.text, one.reply,
         spoken_date(paris_date(one.settled_at)) if one.settled_at else _("à traiter"))
        for one in view.comments
    )  # fmt: skip
    heads = (_("Organisme"), _("Nom"), _("Invité le"), _("Avis"), _("Visa le"), _("Remarques"))
    remark_heads = (_("Section"), _("Qui"), _("Le"), _("Remarque"), _("Réponse"), _("Traitée le"))
    return (
        PlanTable(_("Relecteurs"), heads, asked, _("Personne n’a été invité à relire cette version.")),
        PlanTable(_("Remarques"), remark_heads, said, _("Aucune remarque.")),
    )


def _view(conn: Connection, store: Store, version: PlanVersion) -> ReviewView:
    comments, now = tuple(plan_reviews.comments(conn, version.id)), store.now()
    try:
        channels = read_ways(store).channels
    except InvalidInput:
        channels = frozenset()
    readings = [_reading(conn, one, comments, version, now, channels) for one in plan_reviews.of_plan(conn, version.id)]
    order = list(ReviewState)
    return ReviewView(
        version=version,
        versions=plans.every(conn),
        readings=tuple(sorted(readings, key=lambda one: (order.index(one.state), one.reviewer.closes_at, one.reviewer.who))),
        comments=comments,
        now=now,
    )  # fmt: skip


def _reading(
    conn: Connection, reviewer: Reviewer, comments: tuple[Comment, ...], version: PlanVersion, now: datetime,
    channels: frozenset[Channel],
) -> Reading:  # fmt: skip
    letters = partner_letters.about(conn, reviewer.id)
    last = letters[-1] if letters else None
    to = address_of(conn, reviewer)
    return Reading(
        reviewer=reviewer,
        state=state_of(reviewer, comments, now),
        address=to.email or to.phone,
        letter=last.state if last else None,
        remarks=sum(one.reviewer_id == reviewer.id for one in comments),
        changed_since=reviewer.visa_at is not None
        and version.validated_at is None
        and version.changed_at > reviewer.visa_at,
        is_by_hand=last is not None and last.state is MessageState.QUEUED and last.channel not in channels,
    )


def _shown(section: Section) -> Section:
    return replace(
        section, text=without_numbers(section.text), items=tuple(map(without_numbers, section.items)),
        source=without_numbers(section.source),
    )  # fmt: skip


def _masked(view: ReviewView) -> ReviewView:
    """Organisations alone, and no section that holds names or numbers: who reads plans may not read who answers for them."""
    return replace(
        view,
        version=masked(view.version),
        versions=tuple(map(masked, view.versions)),
        readings=tuple(
            replace(one, address="", reviewer=replace(one.reviewer, name="" if one.reviewer.organisation else _("quelqu’un")))
            for one in view.readings
        ),
    )  # fmt: skip
