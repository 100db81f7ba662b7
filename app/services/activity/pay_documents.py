"""Pay on paper: the weekly slip of vacations for the CPAM (XLSX), and each person's statement (PDF)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.activity.vacation_words import amount_words
from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.documents.fee_statement import FeeStatement, fee_statements
from app.documents.imprint import Band, Imprint
from app.documents.vacation_slip import SlipLine, VacationSlip, vacation_slip
from app.indicators.periods import week_of
from app.services.activity.statement_lines import rate_words, regime_words
from app.words import _
from app.words.dates import half_day_name, spoken_date

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.core.ids import CentreId
    from app.services.activity.payable import PayableVacation
    from app.services.activity.read_vacations import PersonPay, VacationsView


def pay_imprint(view: VacationsView, edition: str) -> Imprint:
    """What every print of pay says of itself."""
    bands = (Band.DEMONSTRATION,) if view.community.demonstration else ()
    return Imprint(view.now, edition, __version__, bands)


def slip_xlsx(view: VacationsView, centre_id: CentreId, monday: date) -> bytes:
    """The slip of a centre's week. Raises NotFound where that circuit does not apply."""
    slip = next((one for one in view.slips if (one.centre.id, one.monday) == (centre_id, monday)), None)
    if slip is None:
        raise NotFound(N_("Aucun bordereau pour ce centre cette semaine : personne n’y est payé par la structure."))
    payers = dict.fromkeys(f"{one.payer.name}, {one.payer.claim}" for one in slip.vacations)
    return vacation_slip(
        VacationSlip(
            community=view.community.name,
            centre=slip.centre.name,
            payer=" · ".join(payers),
            week=week_of(monday).name,
            lines=tuple(_slip_line(view, one) for one in slip.vacations),
        ),
        pay_imprint(view, ""),
    )


def _slip_line(view: VacationsView, one: PayableVacation) -> SlipLine:
    person = view.person(one.key)
    vacation = one.vacation
    return SlipLine(
        status=person.status if person else "",
        name=view.name(one.key),
        profession=person.profession if person else "",
        identifier=person.identifier if person else "",
        start=vacation.worked.start,
        end=vacation.worked.end,
        session=half_day_name(one.session.starts_at, one.session.ends_at),
        regime=regime_words(vacation),
        rate=rate_words(vacation),
        amount_cents=vacation.amount_cents,
        missing="" if vacation.amount_cents is not None else amount_words(vacation),
    )


def statements_pdf(view: VacationsView, keys: Collection[str] | None = None) -> bytes:
    """The statements of these people (None: everyone), as settled or as they stand today."""
    chosen = [one for one in view.people if keys is None or one.key in keys]
    if not chosen:
        raise NotFound(N_("Aucun relevé sur cette période."))
    edition = _("relevés de vacations, {period}").format(period=view.period.name)
    return fee_statements([_statement(view, one) for one in chosen], pay_imprint(view, edition))


def _statement(view: VacationsView, person: PersonPay) -> FeeStatement:
    return FeeStatement(
        person=person.name,
        profession=person.profession,
        status=person.status,
        community=view.community.name,
        period=view.period.name,
        lines=tuple(line.printed() for line in person.lines),
        notes=(_standing(person), person.cap.sentence),
    )


def _standing(person: PersonPay) -> str:
    """Whether the statement is final: « Arrêté le … » or « Provisoire »."""
    if person.settlement is None:
        return _("Relevé provisoire : il peut encore changer.")
    return _("Relevé arrêté le {day} ; toute correction viendra sur le suivant.").format(
        day=spoken_date(paris_date(person.settlement.at))
    )
