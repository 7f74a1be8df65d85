"""Shopping money: handed over, receipts, change, and what is left to be explained."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_money import Whose
from db.queries.money_work import FloatRow, ReceiptRow
from desktop.context import AppContext
from desktop.domain.money import pounds
from desktop.services.floats import LONG_OUT, FloatDetail, FloatDraft, Floats, ReceiptDraft
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.listed_views import Look
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.money.papers import look_at
from desktop.ui.money.view import MoneyRow, MoneyView, picked, volunteer_row
from desktop.ui.money.words import amount_field, day_field, fund_field, whose

RECEIPT, CHANGE, SIGN, SLIP, REOPEN, VOID_FLOAT = "receipt", "change", "sign", "slip", "reopen", "void_float"
LESS = "void_receipt"


class FloatsView(MoneyView):
    """Shopping money."""

    key = "shopping"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.floats = context.service(Floats)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Shopping money")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Hand money over")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No volunteer carries money. Hand money over before a shopping trip, and print the slip.")

    def rows(self) -> Sequence[MoneyRow]:
        """What is still out first."""
        return [
            self.row(
                one, f"SM-{one.number} {one.volunteer}".strip(), self._look(one), one.given, one.given_on
            )
            for one in self.floats.rows(self.actor)
        ]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How much is out."""
        found = self.funds.standing(self.actor)
        return tr("{sum} still out", sum=pounds(found.floats + found.own))

    def detail(self, row: MoneyRow) -> Detail:
        """One float with its receipts."""
        found = self.floats.get(self.actor, row.held.id)
        one, trip = found.row, found.trip
        words, icon, tone = self._look(one)
        own = one.whose is Whose.PERSON
        is_out = one.closed_on is None
        differs = f"{pounds(one.difference)}: {one.difference_why}" if one.difference else ""
        facts = [
            DetailRow(tr("Stands"), words, icon, tone),
            DetailRow(tr("Whose money"), tr("{name}'s own", name=one.person) if own else one.fund),
            volunteer_row(one.volunteer_id, one.volunteer),
            DetailRow(tr("For request"), f"R-{one.request}" if one.request else ""),
            DetailRow(tr("Given"), f"{pounds(one.given)}, {show_date(one.given_on)}"),
            DetailRow(
                tr("Slip"),
                tr("Signed") if one.signed_on else tr("Not signed yet"),
                "check" if one.signed_on else "alert-triangle",
                None if one.signed_on else Tone.WARN,
            ),
            DetailRow(tr("Spent"), pounds(trip.spent)),
            DetailRow(tr("Change back"), "" if is_out else pounds(trip.back)),
            DetailRow(tr("Still out"), pounds(trip.left) if is_out else ""),
            DetailRow(tr("Differs by"), differs),
        ]
        receipts = [_receipt(each) for each in found.receipts]
        sections = [DetailSection("", facts), DetailSection(tr("Receipts"), receipts)]
        title = one.volunteer or tr("A volunteer who was erased")
        return Detail(title, f"SM-{one.number}", person=title, sections=sections, actions=_actions(found))

    def form(self, held: Any) -> FormData:
        """The form for money handed over."""
        asked = [
            FormField(
                "volunteer_id",
                tr("Volunteer who carries it"),
                FieldKind.PERSON_LINK,
                required=True,
                lookup=self.find_volunteer,
            ),
            amount_field(),
            day_field(),
            FormField("whose", tr("Whose money"), FieldKind.SEGMENT, choices=whose()),
            fund_field(self.fund_choices(tr("None: it is the person's own")), label=tr("Fund, of the hub's")),
            FormField(
                "person_id",
                tr("Person, of their own"),
                FieldKind.PERSON_LINK,
                lookup=self.find_person,
                half=True,
            ),
            FormField("request_id", tr("For request"), FieldKind.PERSON_LINK, lookup=self.find_request),
            FormField("is_signed", tr("The slip is signed"), FieldKind.CHECK),
        ]
        funds = self.fund_choices()
        known = {"whose": Whose.HUB, "on": self.funds.today(), "fund_id": funds[0][0] if funds else None}
        return FormData(tr("Hand money over"), asked, known, tr("The hub's comes out of the cash box."))

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Record it."""
        is_hubs = values["whose"] is Whose.HUB
        draft = FloatDraft(
            picked(values["volunteer_id"]),
            values["amount"],
            values["whose"],
            values["fund_id"] if is_hubs else None,
            None if is_hubs else picked(values["person_id"]),
            picked(values["request_id"]),
            values["on"],
            values["is_signed"],
        )
        return self.floats.give(self.actor, draft)

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Add a receipt, take change, print the slip, or go back a step."""
        one: FloatRow = row.held
        if key == RECEIPT:
            self._ask_receipt(page, one)
        elif key == CHANGE:
            self._ask_change(page, one)
        elif key == SIGN:
            page.jobs.write(lambda: self.floats.sign(self.actor, one.id))
        elif key == SLIP:
            look_at(page, self.context, f"SM-{one.number}", lambda: self.papers(one.id))
        elif key == LESS:
            page.jobs.read(
                lambda: self.floats.get(self.actor, one.id), lambda found: self._ask_less(page, found)
            )
        elif key == REOPEN:
            sentence = tr("The change, and what was explained, are taken back.")
            self.ask_why(
                page,
                tr("Open it again?"),
                sentence,
                tr("Open it again"),
                lambda why: self.floats.reopen(self.actor, one.id, why),
            )
        elif key == VOID_FLOAT:
            sentence = tr("For money that was never handed over. The opposite is written into the ledger.")
            self.ask_why(
                page,
                tr("Take SM-{number} out of use?", number=str(one.number)),
                sentence,
                tr("Take out of use"),
                lambda why: self.floats.void(self.actor, one.id, why),
            )

    def papers(self, float_id: str) -> list[Any]:
        """The slip (worker)."""
        from desktop.exports.money_papers import float_papers

        return float_papers(self.floats.get(self.actor, float_id))

    def _ask_receipt(self, page: RecordPage, one: FloatRow) -> None:
        asked = [
            amount_field(),
            day_field(),
            FormField("shop", tr("Shop"), required=True, half=True),
            FormField("document", tr("Receipt number"), half=True),
            FormField("request_id", tr("Whose shopping"), FieldKind.PERSON_LINK, lookup=self.find_request),
        ]
        data = FormData(
            tr("Receipt for SM-{number}", number=str(one.number)), asked, {"on": self.funds.today()}
        )

        def save(values: dict[str, Any]) -> object:
            request = picked(values["request_id"])
            shop, document = values["shop"] or "", values["document"] or ""
            draft = ReceiptDraft(values["amount"], shop, document, values["on"], request)
            return self.floats.add_receipt(self.actor, one.id, draft)

        self.ask(page, data, save, tr("Add it"))

    def _ask_change(self, page: RecordPage, one: FloatRow) -> None:
        asked = [
            amount_field(required=False, label=tr("Change given back, in £")),
            FormField("why", tr("Why it differs"), hint=tr("Only where it does")),
        ]
        data = FormData(tr("Settle SM-{number}", number=str(one.number)), asked)

        def save(values: dict[str, Any]) -> object:
            return self.floats.change_back(self.actor, one.id, values["amount"], values["why"] or "")

        self.ask(page, data, save, tr("Settle it"))

    def _ask_less(self, page: RecordPage, found: FloatDetail) -> None:
        listed = [(each.id, f"{each.shop} {pounds(each.pence)}") for each in found.receipts]
        asked = [
            FormField("receipt", tr("Which receipt"), FieldKind.CHOICE, choices=listed, required=True),
            FormField("reason", tr("Why"), required=True),
        ]

        def save(values: dict[str, Any]) -> object:
            return self.floats.void_receipt(self.actor, values["receipt"] or "", values["reason"])

        self.ask(page, FormData(tr("Take a receipt back"), asked), save, tr("Take it back"))

    def _look(self, one: FloatRow) -> Look:
        if one.closed_on is not None:
            return (tr("Settled"), "circle-check", None)
        days = (self.funds.today() - one.given_on).days
        if days > LONG_OUT:
            return (
                tr_count("Out for {count} day", "Out for {count} days", days),
                "alert-triangle",
                Tone.WARN,
            )
        return (tr("Out"), "hourglass", None)


def _actions(found: FloatDetail) -> list[DetailAction]:
    primary, quiet = ButtonKind.PRIMARY, ButtonKind.QUIET
    slip = DetailAction(SLIP, tr("Print the slip"), "printer")
    if found.row.closed_on is not None:
        return [slip, DetailAction(REOPEN, tr("Open it again"), "arrow-back-up", quiet)]
    acts = [
        DetailAction(RECEIPT, tr("Add a receipt"), "plus", primary),
        DetailAction(CHANGE, tr("Change back: settle"), "coin-pound"),
        slip,
    ]
    if not found.row.signed_on:
        acts.append(DetailAction(SIGN, tr("Slip is signed"), "check", quiet))
    if found.receipts:
        return [*acts, DetailAction(LESS, tr("Take a receipt back"), "arrow-back-up", quiet)]
    return [*acts, DetailAction(VOID_FLOAT, tr("Take out of use"), "trash", quiet)]


def _receipt(one: ReceiptRow) -> DetailRow:
    parts = [pounds(one.pence), one.shop, one.document, f"R-{one.request}" if one.request else ""]
    return DetailRow(show_date(one.on_date), "  ".join(part for part in parts if part))
