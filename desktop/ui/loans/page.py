"""What the hub lends: who has it, until when, back, longer or lost, with a slip to sign."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.enums_loans import AssetKind, Condition
from db.queries.loans import AssetRow
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.domain.loans import USUAL
from desktop.domain.names import full_name
from desktop.services.loans import Loans
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.ui.base.asking import ask_form
from desktop.ui.base.detail import Detail
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.loans.printing import show_slip
from desktop.ui.loans.words import (
    BACK,
    LEND,
    LONGER,
    LOST,
    RETIRE,
    SLIP,
    WIPED,
    asset_draft,
    asset_fields,
    condition_field,
    lend_draft,
    lend_fields,
    loan_columns,
    loan_detail,
)

ALL, OUT, OVERDUE, HERE = "", "out", "overdue", "in"
_FOUND = 20


class LoansSpec(RecordSpec):
    """Things that are lent as a list with a pane."""

    acts = {
        ADD: "loan.set",
        EDIT: "loan.set",
        VOID: "loan.set",
        LEND: "loan.set",
        BACK: "loan.set",
        LONGER: "loan.set",
        LOST: "loan.set",
        WIPED: "loan.set",
        RETIRE: "loan.set",
        SLIP: "loan.print",
    }
    entities = frozenset({"asset", "loan", "person", "organisation"})
    icon = "device-mobile"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.loans = context.service(Loans)
        self.title = tr("Loans")
        self.empty = tr("Nothing is lent yet. Add the phones, dongles, vans and freezers the hub lends.")
        self.search_hint = tr("What, label or who has it")
        self.add = tr("Add a thing")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("For a thing written by mistake. One that wore out is taken out of use.")
        self.whole = ALL
        self.can_print = self.can_export = True
        self.tabs = (
            ListTab(OUT, tr("Out")),
            ListTab(OVERDUE, tr("Late")),
            ListTab(HERE, tr("Here")),
            ListTab(ALL, tr("All")),
        )
        self.columns = loan_columns(self.loans.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self.loans.ids(self._actor, query.tab, query.text.strip())
        counts = {view: len(self.loans.ids(self._actor, view)) for view in (OUT, OVERDUE, HERE)}
        late = counts[OVERDUE]
        return Listing(
            ids, counts=counts, subtitle=tr_count("{count} late", "{count} late", late) if late else ""
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[AssetRow]:
        """Rows for ids."""
        return self.loans.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self.rows([item])
        return loan_detail(row, self.loans.loans(self._actor, item), self.loans.today())

    def form(self, item: Any) -> FormData:
        """The form of a thing."""
        fields = asset_fields([(None, tr("This hub")), *self.organisations()])
        if item is None:
            known = {"kind": AssetKind.PHONE, "condition": Condition.GOOD}
            return FormData(tr("Add a thing"), fields, known)
        (row,) = self.rows([item])
        return FormData(row.name, fields, {one.key: getattr(row, one.key) for one in fields})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Add a thing, or change one."""
        return self.loans.save(self._actor, asset_draft(values), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take one off the list."""
        return self.loans.void(self._actor, item, reason)

    def view_of(self, item: Any) -> str | None:
        """The view a thing stands in."""
        return OUT if item in self.loans.ids(self._actor, OUT) else ALL

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        if query.text.strip():
            return tr("Nothing matches. Check the spelling, or look under All.")
        return {OUT: tr("Nothing is out."), OVERDUE: tr("Nothing is late.")}.get(query.tab, self.empty)

    def organisations(self) -> list[tuple[object, str]]:
        """Organisations to choose from."""
        service = self._context.service(Organisations)
        keys = service.ids(self._actor, OrganisationFilter())
        return [(one.id, one.name) for one in service.rows(self._actor, keys)]

    def find_person(self, typed: str) -> list[tuple[str, str]]:
        """People while their name is typed."""
        found = self._context.service(People).find(self._actor, typed, _FOUND)
        return [(one.id, full_name(one.first_name, one.last_name)) for one in found]


class LoansPage(RecordPage):
    """What the hub lends."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = LoansSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(OUT)
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        acts: dict[str, Callable[[Any], object]] = {
            LEND: lambda one: self.jobs.read(self._spec.organisations, lambda found: self._lend(one, found)),
            BACK: self._back,
            LONGER: self._longer,
            LOST: self._lost,
            WIPED: self._wiped,
            RETIRE: self._retire,
            SLIP: lambda one: show_slip(self, self._context, one),
        }
        if key in acts:
            acts[key](item)

    def _lend(self, item: Any, organisations: Sequence[tuple[object, str]]) -> None:
        loans, actor = self._spec.loans, self._context.actor
        known = {"lent_on": loans.today(), "due_on": loans.today() + USUAL}
        ask_form(
            self,
            tr("Lend it"),
            lend_fields(self._spec.find_person, [(None, tr("None")), *organisations]),
            known,
            lambda values: loans.lend(actor, item, lend_draft(values)),
            tr("Print the slip afterwards: both sign it, and each keeps a half."),
        )

    def _back(self, item: Any) -> None:
        loans, actor = self._spec.loans, self._context.actor
        note = FormField("note", tr("Anything to know"), max_length=300)
        ask_form(
            self,
            tr("It is back"),
            [_day(tr("Since when?")), condition_field(), note],
            {"on": loans.today(), "condition": Condition.GOOD},
            lambda values: loans.back(actor, item, values["on"], values["condition"], values["note"] or ""),
        )

    def _longer(self, item: Any) -> None:
        loans, actor = self._spec.loans, self._context.actor
        ask_form(
            self,
            tr("Lent longer"),
            [_day(tr("Due back"))],
            {"on": loans.today() + USUAL},
            lambda values: loans.longer(actor, item, values["on"]),
        )

    def _lost(self, item: Any) -> None:
        loans, actor = self._spec.loans, self._context.actor
        ask_form(
            self,
            tr("It is lost"),
            [_day(tr("Since when?")), FormField("note", tr("What is known"), required=True, max_length=300)],
            {"on": loans.today()},
            lambda values: loans.lost(actor, item, values["on"], values["note"]),
            tr("If it is found, record that it is back."),
        )

    def _wiped(self, item: Any) -> None:
        loans, actor = self._spec.loans, self._context.actor
        ask_form(
            self,
            tr("It was wiped"),
            [_day(tr("When?"))],
            {"on": loans.today()},
            lambda values: loans.wiped(actor, item, values["on"]),
        )

    def _retire(self, item: Any) -> None:
        loans, actor = self._spec.loans, self._context.actor
        ask_form(
            self,
            tr("Out of use"),
            [FormField("note", tr("Why?"), required=True, max_length=200)],
            {},
            lambda values: loans.retire(actor, item, values["note"]),
        )


def _day(title: str) -> FormField:
    return FormField("on", title, FieldKind.DATE, required=True, half=True)
