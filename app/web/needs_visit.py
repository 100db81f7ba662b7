"""Who may open the pages of a practice's needs: a member signed in, or whoever sits at the practice's own machine.

A personal link never opens them: it is carried in messages, and a message can be read by anyone. What these pages raise
is said on them, so that a missing key is never an empty list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.access.actor import LOCAL_COORDINATION, Role
from app.core.errors import N_, NotAllowed, ReleveError
from app.services.accounts.who_acts import accounts_exist
from app.services.continuity.read_register import own_practices
from app.web.guarded import trouble_of
from app.words import _

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.web.forms import Form
    from app.web.signing_in import Caller

NO_PRACTICE = N_(
    "Votre fiche ne dit pas à quel cabinet vous appartenez : demandez à la coordination de l’y écrire, puis revenez."
)
NOT_A_MEMBER = N_(
    "Les besoins d’un cabinet ne sont lus que par ses membres, depuis leur compte ou leur propre poste. La coordination"
    " lit les totaux (Continuité, Mes suivis)."
)
NO_LOCAL = N_(
    "Ce poste n’est pas déclaré comme celui d’un cabinet : aucun suivi ne s’y lit (Réglages, Données, Clés et"
    " hébergement)."
)


@dataclass(frozen=True, slots=True)
class NeedsVisit:
    """One request to one of these pages: who asks, and for which of their practices."""

    caller: Caller
    actor: Actor
    practice: Practice
    others: tuple[Practice, ...]
    """Their other practices: a machine may be that of two."""

    @property
    def id(self) -> PracticeId:
        return self.practice.id

    def at(self, path: str = "") -> str:
        """The path of a page of these, for a link: ``/suivis`` and what follows it, of the same practice and language."""
        chosen: dict[str, str] = {"cabinet": self.practice.id} if self.others else {}
        chosen |= {"lang": self.caller.query["lang"]} if "lang" in self.caller.query else {}
        return f"{self.caller.root}/suivis{path}" + (f"?{urlencode(chosen)}" if chosen else "")

    def go(self, path: str, done: str) -> Response:
        """303 to a page of these, which says what was just done."""
        more = {"cabinet": self.practice.id} if self.others else {}
        return self.caller.go(f"/suivis{path}", fait=done, **more)

    def render(self, template: str, *, status: int = 200, **values: object) -> Response:
        """The page; templates get ``page`` (this visit) besides ``visit``."""
        return self.caller.render(template, status=status, page=self, **values)


Show = Callable[[NeedsVisit], "Response | None"]
Act = Callable[[NeedsVisit, "Form"], "Response | None"]


def shown(show: Show) -> Callable[[Caller], Response | None]:
    """A room's ``show`` for those who may read: anyone else signs in first, or reads why not."""

    def show_room(caller: Caller) -> Response | None:
        visit = _visit(caller)
        if not isinstance(visit, NeedsVisit):
            return visit
        try:
            return show(visit)
        except ReleveError as error:
            return _refused(caller, error)

    return show_room


def acting(act: Act) -> Callable[[Caller, Form], Response | None]:
    """A room's ``act`` for the same people; what it raises is shown on the page, as everywhere."""

    def act_room(caller: Caller, form: Form) -> Response | None:
        visit = _visit(caller)
        return act(visit, form) if isinstance(visit, NeedsVisit) else visit

    return act_room


def _visit(caller: Caller) -> NeedsVisit | Response:
    actor = _actor(caller)
    if actor is None:
        return caller.go("/connexion", suite=caller.root + caller.path.removeprefix(caller.root))
    try:
        found = own_practices(actor, caller.store)
        if not found:
            raise NotAllowed(_why_none(actor))
    except ReleveError as error:
        return _refused(caller, error)
    asked = caller.query.get("cabinet", "")
    chosen = next((one for one in found if one.id == asked), found[0])
    return NeedsVisit(caller, actor, chosen, tuple(one for one in found if one.id != chosen.id))


def _actor(caller: Caller) -> Actor | None:
    """Whoever is signed in; on this machine, until accounts exist, whoever sits at it."""
    if caller.signed_in is not None:
        return caller.signed_in.actor
    return LOCAL_COORDINATION if caller.is_local and not accounts_exist(caller.store) else None


def _why_none(actor: Actor) -> str:
    if actor.role is Role.PROFESSIONAL:
        return NO_PRACTICE
    return NO_LOCAL if actor == LOCAL_COORDINATION else NOT_A_MEMBER


def _refused(caller: Caller, error: ReleveError) -> Response:
    """Why there is nothing to read, and nothing else."""
    trouble, status = trouble_of(error)
    refused = replace(caller, said="", trouble=caller.trouble or trouble)
    status = 403 if isinstance(error, NotAllowed) else status
    return refused.render("needs_refused.html", status=status, title=_("Mes suivis"))
