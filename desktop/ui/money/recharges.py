"""Recharges: costs somebody else repays, and the statements they are sent."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.enums_money import Account, StatementState
from db.queries.money_work import RechargeRow, StatementRow
from desktop.context import AppContext
from desktop.domain.money import pounds
from desktop.services.recharges import RechargeDraft, Recharges
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.money.papers import look_at_statement, save_file
from desktop.ui.money.view import MoneyRow, MoneyView, picked
from desktop.ui.money.words import amount_field, day_field, fund_field, place_field, statement_look

STATE, VOID_COST, PRINT, FILE, SENT, PAID, BACK = (
    "state",
    "void_cost",
    "print",
    "file",
    "sent",
    "paid",
    "back",
)


class RechargesView(MoneyView):
    """Costs on no statement yet, then the statements."""

    key = "recharges"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.recharges = context.service(Recharges)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Recharges")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Add a cost")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr(
            "Nothing is recharged. Add a cost somebody else repays, such as a taxi the council pays for."
        )

    def rows(self) -> Sequence[MoneyRow]:
        """Costs to state, the newest first, then statements."""
        waits = (tr("On no statement yet"), "hourglass", Tone.WARN)
        costs = [
            self.row(one, f"{one.payer}: {one.words}", waits, one.pence, one.on_date)
            for one in self.recharges.to_state(self.actor)
        ]
        statements = [
            self.row(one, f"ST-{one.number} {one.payer}", statement_look(one.state), one.pence, one.until_on)
            for one in self.recharges.statements(self.actor)
        ]
        return [*costs, *statements]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How much is owed on statements that were sent, and how much is on none."""
        costs = sum(one.held.pence for one in rows if isinstance(one.held, RechargeRow))
        owed = self.funds.standing(self.actor).owed
        return tr("{owed} owed, {costs} on no statement", owed=pounds(owed), costs=pounds(costs))

    def detail(self, row: MoneyRow) -> Detail:
        """A cost, or a statement with its costs."""
        if isinstance(row.held, RechargeRow):
            return _cost(row.held)
        found = self.recharges.get(self.actor, row.held.id)
        one = found.row
        words, icon, tone = statement_look(one.state)
        facts = [
            DetailRow(tr("Stands"), words, icon, tone),
            DetailRow(tr("To pay"), pounds(one.pence)),
            DetailRow(tr("From"), show_date(one.from_on)),
            DetailRow(tr("Until"), show_date(one.until_on)),
            DetailRow(tr("Sent"), show_date(one.sent_on) if one.sent_on else ""),
            DetailRow(tr("Paid"), show_date(one.paid_on) if one.paid_on else ""),
        ]
        lines = [
            DetailRow(show_date(each.on_date), f"{pounds(each.pence)}  {each.words}", key=_request(each))
            for each in found.lines
        ]
        sections = [DetailSection("", facts), DetailSection(tr("Costs"), lines)]
        sections += self._as_read(one)
        subtitle = f"ST-{one.number}"
        return Detail(one.payer, subtitle, icon="file-text", sections=sections, actions=_actions(one.state))

    def _as_read(self, one: StatementRow) -> list[DetailSection]:
        """Whose names the payer reads, told before it is printed; nothing where nobody is named at all."""
        told = self.recharges.outgoing(self.actor, one.id)
        if not told.taken and not told.named:
            return []
        rows = [
            DetailRow("", f"{show_date(each.on_date)}  {each.words}")
            for each, held in zip(told.lines, self.recharges.get(self.actor, one.id).lines, strict=True)
            if each.words != held.words
        ]
        taken = tr_count(
            "{count} name is left out: no yes to {payer}",
            "{count} names are left out: no yes to {payer}",
            told.taken,
            payer=one.payer,
        )
        named = tr_count(
            "{count} person said yes to {payer} and is named",
            "{count} people said yes to {payer} and are named",
            len(told.named),
            payer=one.payer,
        )
        heads = [DetailRow("", taken, "eye-off")] if told.taken else []
        heads += [DetailRow("", named, "eye")] if told.named else []
        heads.append(DetailRow("", tr("The CSV names nobody.")))
        return [DetailSection(tr("What {payer} reads", payer=one.payer), [*heads, *rows])]

    def form(self, held: Any) -> FormData:
        """The form for a cost."""
        asked = [
            FormField(
                "payer_id", tr("Who repays it"), FieldKind.CHOICE, choices=self.payers(), required=True
            ),
            amount_field(),
            day_field(),
            FormField("words", tr("What it was, without anybody’s name"), required=True),
            FormField(
                "request_id", tr("For request"), FieldKind.PERSON_LINK, lookup=self.find_request, half=True
            ),
            FormField("document", tr("Receipt or invoice number"), half=True),
            fund_field(self.fund_choices(), label=tr("Paid from meanwhile")),
            place_field(),
        ]
        known = {"on": self.funds.today(), "place": Account.BANK, "words": tr("Taxi")}
        sentence = tr("The payer sees the request’s reference, and a name only with a yes.")
        return FormData(tr("Add a cost to be repaid"), asked, known, sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Record a cost."""
        draft = RechargeDraft(
            values["payer_id"],
            values["fund_id"],
            values["amount"],
            values["words"] or "",
            picked(values["request_id"]),
            values["on"],
            values["document"] or "",
            values["place"],
        )
        return self.recharges.add(self.actor, draft)

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """State costs; print, send and settle statements."""
        one = row.held
        if isinstance(one, RechargeRow):
            if key == STATE:
                self._ask_state(page, one)
            elif key == VOID_COST:
                sentence = tr("The opposite is written into the ledger.")
                self.ask_why(
                    page,
                    tr("Take this cost back?"),
                    sentence,
                    tr("Take it back"),
                    lambda why: self.recharges.void(self.actor, one.id, why),
                )
        elif key == PRINT:
            look_at_statement(page, self.context, self.recharges, one.id)
        elif key == FILE:
            self._save(page, one)
        elif key == SENT:
            page.jobs.write(lambda: self.recharges.sent(self.actor, one.id))
        elif key == PAID:
            data = FormData(tr("{payer} paid", payer=one.payer), [day_field()], {"on": self.funds.today()})
            self.ask(
                page, data, lambda values: self.recharges.paid(self.actor, one.id, values["on"]), tr("Paid")
            )
        elif key == BACK:
            sentence = tr("Paid goes back to sent, sent to a draft, and a draft out of use.")
            self.ask_why(
                page,
                tr("Take ST-{number} a step back?", number=str(one.number)),
                sentence,
                tr("Take it back"),
                lambda why: self.recharges.take_back(self.actor, one.id, why),
            )

    def _save(self, page: RecordPage, one: StatementRow) -> None:
        tools, actor = self.context.hub.tools, self.actor

        def write(path: Path) -> int:
            from desktop.exports.money_files import save_statement

            return save_statement(tools, actor, path, one.id)

        save_file(page, self.context, f"ST-{one.number}.csv", write)

    def _ask_state(self, page: RecordPage, one: RechargeRow) -> None:
        today = self.funds.today()
        first = min(one.on_date, today).replace(day=1)
        asked = [day_field("first", tr("From")), day_field("until_on", tr("Until"))]
        data = FormData(
            tr("Statement to {payer}", payer=one.payer),
            asked,
            {"first": first, "until_on": today},
            tr("Every cost of these days that is on no statement yet."),
        )

        def save(values: dict[str, Any]) -> object:
            return self.recharges.state(self.actor, one.payer_id, values["first"], values["until_on"])

        self.ask(page, data, save, tr("Make it"))


def _cost(one: RechargeRow) -> Detail:
    facts = [
        DetailRow(tr("To pay"), pounds(one.pence)),
        DetailRow(tr("Day"), show_date(one.on_date)),
        DetailRow(tr("For"), one.words),
        DetailRow(tr("Request"), f"R-{one.request}" if one.request else "", key=_request(one)),
        DetailRow(tr("Receipt"), one.document),
        DetailRow(tr("Paid from meanwhile"), one.fund),
    ]
    actions = [
        DetailAction(STATE, tr("Make a statement"), "file-text", ButtonKind.PRIMARY),
        DetailAction(VOID_COST, tr("Take it back"), "arrow-back-up", ButtonKind.QUIET),
    ]
    return Detail(
        one.payer, f"RC-{one.number}", icon="car", sections=[DetailSection("", facts)], actions=actions
    )


def _request(one: RechargeRow) -> str:
    return f"requests:{one.request_id}" if one.request_id else ""


def _actions(state: StatementState) -> list[DetailAction]:
    primary, quiet = ButtonKind.PRIMARY, ButtonKind.QUIET
    acts = [
        DetailAction(PRINT, tr("Print it"), "printer"),
        DetailAction(FILE, tr("Save as CSV"), "file-export", quiet),
        DetailAction(BACK, tr("A step back"), "arrow-back-up", quiet),
    ]
    if state is StatementState.DRAFT:
        return [DetailAction(SENT, tr("It was sent"), "send", primary), *acts]
    if state is StatementState.SENT:
        return [DetailAction(PAID, tr("It was paid"), "coin-pound", primary), *acts]
    return acts
