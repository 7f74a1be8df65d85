"""Bank and cash: counts of what there is, and the bank's own lines beside the ledger's."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.enums_money import Account
from db.queries.money_bank import BankLineRow, CountRow
from desktop.context import AppContext
from desktop.domain.money import pounds
from desktop.services.reconciling import Reconciling
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.listed_views import Look
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.money.view import MoneyRow, MoneyView
from desktop.ui.money.words import amount_field, day_field, places, signed

MATCH, PART, VOID_LINE = "match", "part", "void_line"
MOST_BYTES = 5_000_000
"""A statement of years has less."""


class BankView(MoneyView):
    """The bank's lines that match nothing first, then the newest counts, then what is matched."""

    key = "bank"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.reconciling = context.service(Reconciling)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Bank and cash")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Count")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nothing was counted yet. Count the cash box, or read a statement of the bank.")

    def rows(self) -> Sequence[MoneyRow]:
        """Lines, and counts among them by day."""
        found = self.reconciling.look(self.actor)
        lines = [
            self.row(one, one.words or tr("A line of the bank"), _stands(one), one.pence, one.on_date)
            for one in found.lines
        ]
        counts = [
            self.row(one, _counted(one), _agrees(one), one.counted, one.on_date) for one in found.counts
        ]
        waiting = [one for one in lines if one.held.move_id is None]
        return [*waiting, *counts, *(one for one in lines if one.held.move_id is not None)]

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How much is open on either side."""
        lines = sum(isinstance(one.held, BankLineRow) and one.held.move_id is None for one in rows)
        moves = len(self.reconciling.look(self.actor).moves)
        theirs = tr_count("{count} line matches nothing", "{count} lines match nothing", lines)
        ours = tr_count("{count} movement on no statement", "{count} movements on no statement", moves)
        return f"{theirs}, {ours}"

    def detail(self, row: MoneyRow) -> Detail:
        """A line of the bank, or a count."""
        one = row.held
        if isinstance(one, CountRow):
            differs = one.counted - one.ledger
            facts = [
                DetailRow(tr("Counted"), pounds(one.counted)),
                DetailRow(tr("Ledger"), pounds(one.ledger)),
                DetailRow(tr("Apart"), signed(differs) if differs else tr("Nothing")),
                DetailRow(tr("What is known of it"), one.why),
                DetailRow(tr("Counted by"), one.by),
            ]
            title = _counted(one)
            return Detail(title, show_date(one.on_date), icon="scale", sections=[DetailSection("", facts)])
        words, icon, tone = _stands(one)
        facts = [
            DetailRow(tr("Stands"), words, icon, tone),
            DetailRow(tr("Amount"), signed(one.pence)),
            DetailRow(tr("Day"), show_date(one.on_date)),
        ]
        match = DetailAction(MATCH, tr("Match to the ledger"), "check", ButtonKind.PRIMARY)
        part = DetailAction(PART, tr("Not the same after all"), "arrow-back-up")
        out = DetailAction(VOID_LINE, tr("Take out of use"), "trash", ButtonKind.QUIET)
        actions = [part if one.move_id else match, out]
        title = one.words or tr("A line of the bank")
        return Detail(title, icon="building-bank", sections=[DetailSection("", facts)], actions=actions)

    def form(self, held: Any) -> FormData:
        """The form for a count."""
        asked = [
            FormField("account", tr("What was counted"), FieldKind.SEGMENT, choices=places()),
            amount_field(label=tr("What there is, in £")),
            day_field(),
            FormField("why", tr("What is known of a difference"), max_length=400),
        ]
        known = {"account": Account.CASH, "on": self.funds.today()}
        sentence = tr("Of the bank: the balance on its statement.")
        return FormData(tr("Count the money"), asked, known, sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Record a count."""
        given = (values["account"], values["amount"], values["on"], values["why"] or "")
        return self.reconciling.count(self.actor, *given)

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Match a line of the bank, part it, or take it out."""
        one = row.held
        if key == MATCH:
            page.jobs.read(lambda: self._free(one), lambda found: self._ask_match(page, one, found))
        elif key == PART:
            page.jobs.write(lambda: self.reconciling.part(self.actor, one.id))
        elif key == VOID_LINE:
            sentence = tr("For a line that is none of the hub's.")
            self.ask_why(
                page,
                tr("Take this line out of use?"),
                sentence,
                tr("Take out of use"),
                lambda why: self.reconciling.void(self.actor, one.id, why),
            )

    def ask_statement(self, page: RecordPage) -> FileDialog:
        """Ask which statement to read."""
        dialog = FileDialog(page.window(), tr("A statement of the bank"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Statement (*.csv)")])
        dialog.fileSelected.connect(lambda chosen: self.read(page, Path(chosen)))
        dialog.open()
        return dialog

    def read(self, page: RecordPage, path: Path) -> None:
        """Take a statement in."""
        page.jobs.write(lambda: self.reconciling.read(self.actor, _text(path)))

    def ask_line(self, page: RecordPage) -> None:
        """Ask for one line of a statement, as typed."""
        asked = [
            amount_field(hint=tr("With a minus where it went out")),
            day_field(),
            FormField("words", tr("What the bank says")),
        ]
        data = FormData(tr("A line of the bank’s statement"), asked, {"on": self.funds.today()})

        def save(values: dict[str, Any]) -> object:
            return self.reconciling.key(self.actor, values["on"], values["words"] or "", values["amount"])

        self.ask(page, data, save, tr("Add it"))

    def _free(self, line: BankLineRow) -> list[tuple[object, str]]:
        moves = self.reconciling.look(self.actor).moves
        near = sorted(moves, key=lambda one: (one[2] != line.pence, abs(one[1] - line.on_date)))
        return [
            (key, f"M-{number}  {show_date(on)}  {signed(pence)}  {words}")
            for key, on, pence, number, words in near
        ]

    def _ask_match(self, page: RecordPage, line: BankLineRow, found: list[tuple[object, str]]) -> None:
        asked = [FormField("move_id", tr("Movement"), FieldKind.CHOICE, choices=found, required=True)]
        title = tr("Which movement is {sum}?", sum=signed(line.pence))
        data = FormData(title, asked, {}, tr("The same amount comes first."))

        def save(values: dict[str, Any]) -> object:
            return self.reconciling.match(self.actor, line.id, values["move_id"])

        self.ask(page, data, save, tr("They are the same"))


def _text(path: Path) -> str:
    from desktop.domain.errors import DomainError

    if path.stat().st_size > MOST_BYTES:
        raise DomainError(tr("This file is too large for a statement. Save a shorter span of days."))
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _stands(one: BankLineRow) -> Look:
    if one.move is None:
        return (tr("Matches nothing yet"), "hourglass", Tone.WARN)
    return (tr("Is M-{number}", number=str(one.move)), "circle-check", None)


def _agrees(one: CountRow) -> Look:
    differs = one.counted - one.ledger
    if not differs:
        return (tr("Agrees with the ledger"), "circle-check", None)
    return (tr("{sum} apart", sum=signed(differs)), "alert-triangle", Tone.WARN)


def _counted(one: CountRow) -> str:
    return tr("Cash box counted") if one.account is Account.CASH else tr("Balance of the bank")
