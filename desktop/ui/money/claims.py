"""To pay: claims of volunteers, from the asking to the payment by somebody else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from db.enums_money import Account, ClaimState, Vehicle
from db.queries.money_work import ClaimLineRow, ClaimRow
from desktop.context import AppContext
from desktop.domain.mileage import Rate, show_miles
from desktop.domain.money import pounds
from desktop.services.claims import ClaimDetail, Claims, LineDraft
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.money.papers import look_at
from desktop.ui.money.view import MoneyRow, MoneyView, picked, volunteer_row
from desktop.ui.money.words import (
    amount_field,
    claim_look,
    day_field,
    fund_field,
    miles_field,
    place_field,
    vehicles,
)

if TYPE_CHECKING:
    from desktop.exports.money_paper import Paper

APPROVE, DECLINE, PAY, LINE, PRINT = "approve", "decline", "pay", "line", "print_claim"
BACK, VOID_CLAIM, LESS = "back", "void_claim", "less"
_COST = "cost"


class ClaimsView(MoneyView):
    """Claims."""

    key = "to_pay"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.claims = context.service(Claims)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("To pay")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Write a claim")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nobody asks for anything. Print blank claim forms for volunteers under Print forms.")

    def rows(self) -> Sequence[MoneyRow]:
        """Every claim, those that wait first."""
        return [
            self.row(one, _named(one), claim_look(one.state), one.pence, one.paid_on or one.asked_on)
            for one in self.claims.rows(self.actor)
        ]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How many wait."""
        waits = sum(one.held.state in (ClaimState.ASKED, ClaimState.APPROVED) for one in rows)
        return tr_count("{count} waits", "{count} wait", waits)

    def detail(self, row: MoneyRow) -> Detail:
        """One claim, its lines, and the next step."""
        found = self.claims.get(self.actor, row.held.id)
        one = found.row
        own = one.decided_by_id == self.actor.user_id and one.state is ClaimState.APPROVED
        words, icon, tone = claim_look(one.state)
        facts = [
            DetailRow(tr("Stands"), words, icon, tone),
            DetailRow(tr("Asks for"), pounds(one.pence)),
            volunteer_row(one.volunteer_id, one.volunteer),
            DetailRow(tr("Asked on"), show_date(one.asked_on)),
            DetailRow(tr("Written by"), one.asked_by),
            DetailRow(tr("Decided by"), one.decided_by),
            DetailRow(tr("From fund"), one.fund),
            DetailRow(tr("Why not"), one.why),
            DetailRow(tr("Paid on"), show_date(one.paid_on) if one.paid_on else ""),
            DetailRow(tr("Paid by"), ", ".join(part for part in (one.paid_by, one.second_name) if part)),
            DetailRow("", tr("You approved it: a second person has to agree."), "users", Tone.INFO)
            if own
            else DetailRow("", ""),
        ]
        sections = [
            DetailSection("", facts),
            DetailSection(tr("Lines"), [_line(each) for each in found.lines]),
        ]
        title = one.volunteer or tr("A volunteer who was erased")
        return Detail(title, f"C-{one.number}", person=title, sections=sections, actions=_actions(one.state))

    def form(self, held: Any) -> FormData:
        """The form for a claim with its first line."""
        who = FormField(
            "volunteer_id", tr("Volunteer"), FieldKind.PERSON_LINK, required=True, lookup=self.find_volunteer
        )
        sentence = tr("More lines are added afterwards.")
        return FormData(tr("Write a claim"), [who, *_line_fields()], self._first(), sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Write a new claim."""
        return self.claims.ask(
            self.actor, picked(values["volunteer_id"]), [_draft(values, self.funds.today())]
        )

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Go a step on with a claim, or back."""
        one: ClaimRow = row.held
        if key == APPROVE:
            page.jobs.read(self.fund_choices, lambda found: self._ask_fund(page, one, found))
        elif key == DECLINE:
            sentence = tr("The volunteer is told why.")
            self.ask_why(
                page,
                tr("Decline C-{number}?", number=str(one.number)),
                sentence,
                tr("Decline"),
                lambda why: self.claims.decline(self.actor, one.id, why),
            )
        elif key == PAY:
            self._ask_pay(page, one)
        elif key == LINE:
            data = FormData(
                tr("Add a line to C-{number}", number=str(one.number)), _line_fields(), self._first()
            )
            self.ask(page, data, lambda values: self._with_line(one, values), tr("Add it"))
        elif key == LESS:
            page.jobs.read(
                lambda: self.claims.get(self.actor, one.id), lambda found: self._ask_less(page, found)
            )
        elif key == BACK:
            sentence = tr("The opposite is written into the ledger. The claim is approved and not paid.")
            self.ask_why(
                page,
                tr("Take the payment back?"),
                sentence,
                tr("Take it back"),
                lambda why: self.claims.take_back(self.actor, one.id, why),
            )
        elif key == VOID_CLAIM:
            sentence = tr("It stays in the history.")
            self.ask_why(
                page,
                tr("Take C-{number} out of use?", number=str(one.number)),
                sentence,
                tr("Take out of use"),
                lambda why: self.claims.void(self.actor, one.id, why),
            )
        elif key == PRINT:
            look_at(page, self.context, f"C-{one.number}", lambda: self.papers(one.id))

    def papers(self, claim_id: str = "") -> "list[Paper]":
        """A claim on paper, or a blank form (worker)."""
        from desktop.exports.money_papers import claim_paper

        rates = [(vehicles()[own.vehicle], own.pence) for _approved, own in self.claims.rates(self.actor)]
        detail = self.claims.get(self.actor, claim_id) if claim_id else None
        return [claim_paper(detail, rates)]

    def ask_rate(self, page: RecordPage) -> None:
        """Ask what the hub pays a mile: less than the approved rate, or as much."""

        def show(rates: list[tuple[Rate, Rate]]) -> None:
            paid = ", ".join(f"{vehicles()[own.vehicle]} {own.pence}p" for _approved, own in rates)
            kinds = [
                (
                    one.vehicle,
                    tr("{vehicle}, at most {pence}p", vehicle=vehicles()[one.vehicle], pence=str(one.pence)),
                )
                for one, _own in rates
            ]
            asked = [
                FormField("vehicle", tr("With"), FieldKind.CHOICE, choices=kinds, half=True),
                FormField("pence", tr("Pence a mile"), FieldKind.NUMBER, required=True, half=True),
                day_field("since", tr("From")),
            ]
            law = tr("Above the approved rate (ITEPA 2003, sections 230 and 234) it counts as pay.")
            sentence = tr("Now: {paid}. {law}", paid=paid, law=law)
            data = FormData(tr("What a mile is paid"), asked, {"since": self.funds.today()}, sentence)
            self.ask(page, data, self._set_rate)

        page.jobs.read(lambda: self.claims.rates(self.actor), show)

    def _set_rate(self, values: Mapping[str, Any]) -> object:
        return self.claims.set_rate(self.actor, values["vehicle"], values["pence"], values["since"])

    def _first(self) -> dict[str, object]:
        return {"vehicle": _COST, "on_date": self.funds.today(), "passengers": None}

    def _with_line(self, one: ClaimRow, values: Mapping[str, Any]) -> object:
        lines = [_again(each) for each in self.claims.get(self.actor, one.id).lines]
        return self.claims.ask(
            self.actor, one.volunteer_id, [*lines, _draft(values, self.funds.today())], one.id
        )

    def _ask_less(self, page: RecordPage, found: ClaimDetail) -> None:
        listed = [
            (each.id, f"{show_date(each.on_date)} {each.words} {pounds(each.pence)}") for each in found.lines
        ]
        asked = [FormField("line", tr("Which line"), FieldKind.CHOICE, choices=listed, required=True)]

        def save(values: dict[str, Any]) -> object:
            left = [_again(each) for each in found.lines if each.id != values["line"]]
            return self.claims.ask(self.actor, found.row.volunteer_id, left, found.row.id)

        self.ask(page, FormData(tr("Take a line out"), asked), save, tr("Take it out"))

    def _ask_fund(self, page: RecordPage, one: ClaimRow, found: list[tuple[object, str]]) -> None:
        title = tr("Approve {sum} for {name}", sum=pounds(one.pence), name=one.volunteer)
        data = FormData(title, [fund_field(found)], {}, tr("Somebody else pays it."))
        self.ask(
            page,
            data,
            lambda values: self.claims.approve(self.actor, one.id, values["fund_id"]),
            tr("Approve"),
        )

    def _ask_pay(self, page: RecordPage, one: ClaimRow) -> None:
        title = tr("Pay {sum} to {name}", sum=pounds(one.pence), name=one.volunteer)
        known = {"place": Account.BANK, "on": self.funds.today()}
        data = FormData(title, [place_field(), day_field()], known, tr("From {fund}.", fund=one.fund))
        self.ask(
            page,
            data,
            lambda values: self.claims.pay(self.actor, one.id, values["place"], values["on"]),
            tr("Paid"),
        )


def _named(one: ClaimRow) -> str:
    return f"C-{one.number} {one.volunteer or tr('A volunteer who was erased')}"


def _actions(state: ClaimState) -> list[DetailAction]:
    primary, quiet = ButtonKind.PRIMARY, ButtonKind.QUIET
    paper = DetailAction(PRINT, tr("Print it"), "printer", quiet)
    no = DetailAction(DECLINE, tr("Decline"), "x")
    out = DetailAction(VOID_CLAIM, tr("Take out of use"), "trash", quiet)
    if state is ClaimState.ASKED:
        yes = DetailAction(APPROVE, tr("Approve"), "check", primary)
        more = DetailAction(LINE, tr("Add a line"), "plus")
        less = DetailAction(LESS, tr("Take a line out"), "minus", quiet)
        return [yes, no, more, less, paper, out]
    if state is ClaimState.APPROVED:
        return [DetailAction(PAY, tr("Pay"), "coin-pound", primary), no, paper]
    if state is ClaimState.PAID:
        return [paper, DetailAction(BACK, tr("Take the payment back"), "arrow-back-up", quiet)]
    return [paper, out]


def _line_fields() -> list[FormField]:
    kinds: list[tuple[object, str]] = [(_COST, tr("Something bought"))]
    driven = (Vehicle.CAR, Vehicle.MOTORCYCLE, Vehicle.BICYCLE)
    kinds += [(one, tr("Miles: {vehicle}", vehicle=vehicles()[one])) for one in driven]
    return [
        FormField("vehicle", tr("What"), FieldKind.CHOICE, choices=kinds, half=True),
        day_field("on_date"),
        FormField("words", tr("What for, without anybody’s name"), required=True),
        amount_field(required=False, hint=tr("Of something bought")),
        miles_field(),
        FormField("passengers", tr("Volunteers taken along"), FieldKind.NUMBER, half=True),
        FormField("document", tr("Receipt number"), half=True),
    ]


def _draft(values: Mapping[str, Any], today: date) -> LineDraft:
    is_cost = values["vehicle"] == _COST
    return LineDraft(
        values["on_date"] or today,
        values["words"],
        None if is_cost else values["vehicle"],
        0 if is_cost else values["miles"] or 0,
        0 if is_cost else values["passengers"] or 0,
        values["amount"],
        values["document"] or "",
    )


def _again(one: ClaimLineRow) -> LineDraft:
    return LineDraft(one.on_date, one.words, one.vehicle, one.tenths, one.passengers, one.pence, one.document)


def _line(one: ClaimLineRow) -> DetailRow:
    if one.vehicle is None:
        return DetailRow(show_date(one.on_date), f"{pounds(one.pence)}  {one.words}")
    miles = tr("{miles} miles, {vehicle}", miles=show_miles(one.tenths), vehicle=vehicles()[one.vehicle])
    return DetailRow(show_date(one.on_date), f"{pounds(one.pence)}  {one.words}: {miles}")
