"""Funds and the ledger: what each holds, what came in and what was paid out."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.queries.money import MoveRow
from desktop.domain.money import pounds
from desktop.services.funds import FREE, FundDraft, Moving
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.money.view import MoneyRow, MoneyView
from desktop.ui.money.words import amount_field, day_field, fund_field, kinds, place_field

IN, OUT, TRANSFER, ADJUST, VOID_FUND, TAKE_BACK = "in", "out", "transfer", "adjust", "void_fund", "take_back"
_MOVES = 8
"""Movements in the pane; the ledger has them all."""


class FundsView(MoneyView):
    """Funds."""

    key = "funds"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Funds")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Add a fund")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No funds yet. Add the first pot: a name is enough, such as “Street collection”.")

    def rows(self) -> Sequence[MoneyRow]:
        """Every fund in use."""
        held = self.funds.standing(self.actor).funds
        return [
            self.row(
                one,
                one.name,
                (tr("For its purpose only"), "lock", None) if one.is_restricted else (tr("Free"), "", None),
                held.get(one.id, 0),
                one.last_on,
            )
            for one in self.funds.rows(self.actor)
        ]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """What lies where."""
        found = self.funds.standing(self.actor)
        return tr("bank {bank}, cash box {cash}", bank=pounds(found.bank), cash=pounds(found.cash))

    def detail(self, row: MoneyRow) -> Detail:
        """What a fund holds, what it is for, and what moved in it lately."""
        found = self.funds.get(self.actor, row.held.id)
        one = found.row
        over = found.pence < 0
        first = [
            DetailRow(
                tr("Holds"),
                pounds(found.pence),
                "alert-triangle" if over else "",
                Tone.DANGER if over else None,
            ),
            DetailRow(tr("From"), one.giver),
            DetailRow(tr("For"), one.purpose),
            DetailRow(tr("Opens"), show_date(one.opens_on) if one.opens_on else ""),
            DetailRow(tr("Closes"), show_date(one.closes_on) if one.closes_on else ""),
        ]
        moves = [_line(move) for move in found.moves[:_MOVES]]
        actions = [
            DetailAction(IN, tr("Money in"), "plus", ButtonKind.PRIMARY),
            DetailAction(OUT, tr("Paid out"), "minus"),
            DetailAction(TRANSFER, tr("Move to another fund"), "arrows-left-right"),
            DetailAction(ADJUST, tr("Put a difference right"), "scale", ButtonKind.QUIET),
            DetailAction(EDIT, tr("Change"), "pencil", ButtonKind.QUIET),
            DetailAction(VOID_FUND, tr("Take out of use"), "trash", ButtonKind.QUIET),
        ]
        sections = [DetailSection("", first), DetailSection(tr("Lately"), moves)]
        subtitle = tr("For its purpose only") if one.is_restricted else tr("Free to use")
        return Detail(one.name, subtitle, icon="pig-money", sections=sections, actions=actions)

    def form(self, held: Any) -> FormData:
        """The form for a fund."""
        asked = [
            FormField("name", tr("Name"), required=True),
            FormField(
                "giver_id",
                tr("Who gave it"),
                FieldKind.CHOICE,
                choices=[(None, tr("Somebody else, or many")), *self.payers()],
                half=True,
            ),
            FormField("giver_name", tr("Their name"), half=True, hint=tr("Where they are no organisation")),
            FormField("is_restricted", tr("May be spent on its purpose only"), FieldKind.CHECK),
            FormField("purpose", tr("Purpose"), FieldKind.MULTILINE, lines=2, max_length=400),
            day_field("opens_on", tr("Opens")),
            day_field("closes_on", tr("Closes")),
        ]
        if held is None:
            return FormData(tr("Add a fund"), asked, {"giver_id": None})
        values = {one.key: getattr(held, one.key, None) for one in asked}
        return FormData(held.name, asked, values | {"giver_name": "" if held.giver_id else held.giver})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a fund."""
        return self.funds.save(self.actor, FundDraft(**values), key or None)

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Move money, or take the fund out of use."""
        fund = row.held
        if key == VOID_FUND:
            self.ask_why(
                page,
                tr("Take {fund} out of use?", fund=fund.name),
                tr("There must be nothing left in it."),
                tr("Take out of use"),
                lambda why: self.funds.void(self.actor, fund.id, why),
            )
        elif key in (IN, OUT, ADJUST):
            self._ask_moving(page, key, fund)
        elif key == TRANSFER:
            page.jobs.read(self.fund_choices, lambda found: self._ask_transfer(page, fund, found))

    def _ask_moving(self, page: RecordPage, key: str, fund: Any) -> None:
        titles = {
            IN: tr("Money in for {fund}", fund=fund.name),
            OUT: tr("Paid out of {fund}", fund=fund.name),
            ADJUST: tr("Put a difference right in {fund}", fund=fund.name),
        }
        words = {IN: tr("From whom, or what for"), OUT: tr("What for"), ADJUST: tr("Why it differs")}
        hint = tr("With a minus where there is less than the ledger says") if key == ADJUST else ""
        asked = [
            amount_field(hint=hint),
            place_field(),
            FormField("words", words[key], required=key != IN),
            FormField("document", tr("Receipt or letter number"), half=True),
            day_field(),
        ]
        verb = {IN: self.funds.money_in, OUT: self.funds.money_out, ADJUST: self.funds.adjust}[key]
        data = FormData(titles[key], asked, _begun(self))
        self.ask(page, data, lambda values: verb(self.actor, fund.id, _moving(values)), tr("Record it"))

    def _ask_transfer(self, page: RecordPage, fund: Any, found: list[tuple[object, str]]) -> None:
        others = [one for one in found if one[0] != fund.id]
        asked = [
            amount_field(),
            fund_field(others, "to_id", tr("To")),
            FormField("words", tr("Why"), required=True),
            day_field(),
        ]
        data = FormData(tr("Move money out of {fund}", fund=fund.name), asked, {"on": self.funds.today()})

        def save(values: dict[str, Any]) -> object:
            moving = Moving(values["amount"], on=values["on"], words=values["words"] or "")
            return self.funds.transfer(self.actor, fund.id, values["to_id"], moving)

        self.ask(page, data, save, tr("Move it"))


class LedgerView(MoneyView):
    """Every movement, the newest first."""

    key = "ledger"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Ledger")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Cash to or from the bank")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nothing moved yet. Choose Funds, then Money in.")

    def rows(self) -> Sequence[MoneyRow]:
        """Movements."""
        return [
            self.row(one, _named(one), _stands(one), one.amount, one.on_date)
            for one in self.funds.moves(self.actor)
        ]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How many there are."""
        return tr_count("{count} movement", "{count} movements", len(rows))

    def detail(self, row: MoneyRow) -> Detail:
        """One movement."""
        one: MoveRow = row.held
        rows = [
            DetailRow(tr("Amount"), pounds(one.amount)),
            DetailRow(tr("Day"), show_date(one.on_date)),
            DetailRow(tr("Fund"), one.fund),
            DetailRow(tr("For"), one.words),
            DetailRow(tr("Receipt or letter"), one.document),
            DetailRow(tr("Written by"), one.by),
            DetailRow(tr("Takes back"), f"M-{one.reverses}" if one.reverses else ""),
            DetailRow(tr("Taken back by"), f"M-{one.taken_back_by}" if one.taken_back_by else ""),
            DetailRow(tr("Bank’s statement"), tr("Says the same") if one.is_matched else ""),
        ]
        free = one.kind in FREE and one.about_id is None and not one.taken_back_by
        take = DetailAction(TAKE_BACK, tr("Take it back"), "arrow-back-up")
        title = f"M-{one.number} {kinds()[one.kind]}"
        sections = [DetailSection("", rows)]
        return Detail(title, icon="coin-pound", sections=sections, actions=[take] if free else [])

    def form(self, held: Any) -> FormData:
        """The form for cash taken to the bank, or drawn from it."""
        asked = [amount_field(), place_field(), day_field(), FormField("words", tr("Note"), half=True)]
        sentence = tr("Where: where it is now.")
        return FormData(tr("Cash to or from the bank"), asked, _begun(self), sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Record it."""
        return self.funds.bank(self.actor, _moving(values))

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Take a movement back by its opposite."""
        if key == TAKE_BACK:
            number = str(row.held.number)
            self.ask_why(
                page,
                tr("Take M-{number} back?", number=number),
                tr("The opposite is written beside it. Both stay in the ledger."),
                tr("Take it back"),
                lambda why: self.funds.take_back(self.actor, row.held.id, why),
            )


def _begun(view: MoneyView) -> dict[str, object]:
    from db.enums_money import Account

    return {"place": Account.BANK, "on": view.funds.today()}


def _moving(values: Mapping[str, Any]) -> Moving:
    return Moving(
        values["amount"], values["place"], values["on"], values["words"] or "", values.get("document") or ""
    )


def _line(move: MoveRow) -> DetailRow:
    words = kinds()[move.kind]
    gone = tr("taken back") if move.taken_back_by else tr("takes M-{number} back", number=move.reverses or "")
    said = f"{words}, {gone}" if move.taken_back_by or move.reverses else words
    return DetailRow(show_date(move.on_date), f"{pounds(move.amount)}  {said}")


def _named(move: MoveRow) -> str:
    return f"M-{move.number} {kinds()[move.kind]}" + (f": {move.words}" if move.words else "")


def _stands(move: MoveRow) -> tuple[str, str, Tone | None]:
    if move.taken_back_by:
        return tr("Taken back"), "arrow-back-up", None
    if move.reverses:
        return tr("Takes M-{number} back", number=str(move.reverses)), "arrow-back-up", None
    return move.fund or tr("Bank and cash box"), "", None
