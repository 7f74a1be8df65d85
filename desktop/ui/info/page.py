"""The information bank: cards to read out on a call, with their source, and the bulletin of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from db.queries.info_bank import CardFilter, CardRow
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.services.areas import Areas
from desktop.services.history import History
from desktop.services.info_bank import GOOD_FOR, OWN_FIELDS, CardDraft, InfoBank
from desktop.services.needs import Needs
from desktop.services.organisations import Organisations
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    EDIT,
    VOID,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf

STILL_RIGHT, OLD = "still_right", "old"


class InfoSpec(RecordSpec):
    """Cards as a list with a pane."""

    acts = {ADD: "info.set", EDIT: "info.set", VOID: "info.set", STILL_RIGHT: "info.set"}
    entities = frozenset({"info_card", "info_card_need", "area", "need_type", "organisation"})
    icon = "books"
    can_bring_back = True

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.bank = context.service(InfoBank)
        self._areas, self._needs = context.service(Areas), context.service(Needs)
        self.title = tr("Information bank")
        self.empty = tr("No cards yet. Write down who helps with what, and where you know it from.")
        self.search_hint = tr("Words on a card")
        self.add = tr("Add a card")
        self.void_verb = tr("Take out of the bank")
        self.void_sentence = tr("It stays in the history and can be brought back.")
        self.whole = ""
        self.tabs = (ListTab("", tr("All cards")), ListTab(OLD, tr("Out of date")))
        self.filters = (
            ListFilter("need", tr("Need:"), lambda: [(None, tr("All")), *self._need_choices()]),
            ListFilter("area", tr("Area:"), lambda: [(None, tr("All")), *self._area_choices()]),
        )
        self.columns = _columns(self.bank.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        area = str(query.filters.get("area") or "")
        wanted = CardFilter(
            query.text,
            str(query.filters.get("need") or ""),
            (area,) if area else None,
            self.bank.today() - timedelta(days=1) if query.tab == OLD else None,
        )
        ids = self.bank.ids(self._actor, wanted, query.sort or "title", query.descending)
        every, old = self.bank.counts(self._actor)
        said = tr_count("{count} card", "{count} cards", len(ids))
        return Listing(ids, counts={"": every, OLD: old}, subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[CardRow]:
        """Rows for ids."""
        return self.bank.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """The card, as it is read out."""
        (row,) = self.bank.rows(self._actor, [item])
        return card_detail(row, self.bank.today())

    def form(self, item: Any) -> FormData:
        """The form for a card."""
        bodies = self._context.service(Organisations)
        named = [
            (one.id, one.name)
            for one in bodies.rows(self._actor, bodies.ids(self._actor, OrganisationFilter()))
        ]
        asked = _fields(self._need_choices(), self._area_choices(), named)
        today = self.bank.today()
        if item is None:
            return FormData(tr("Add a card"), asked, {"checked_on": today, "review_on": today + GOOD_FOR})
        held = self.bank.get(self._actor, item)
        values = {name: getattr(held, name) for name in OWN_FIELDS}
        return FormData(tr("Edit"), asked, values | {"need_ids": held.need_ids})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        given = {name: values[name] for name in OWN_FIELDS}
        given |= {name: given[name] or None for name in ("area_id", "organisation_id")}
        draft = CardDraft(**given, need_ids=frozenset(values["need_ids"] or ()))
        return self.bank.save(self._actor, draft, item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a card out of the bank."""
        return self.bank.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken out."""
        return self.bank.ids(self._actor, CardFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken out."""
        return self._context.service(History).bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text.strip() or any(query.filters.values()):
            return tr("Nothing matches. Check the spelling, or show all.")
        return tr("Every card is up to date.") if query.tab == OLD else self.empty

    def _need_choices(self) -> list[tuple[object, str]]:
        return [(one.id, one.label) for one in self._needs.all(self._actor)]

    def _area_choices(self) -> list[tuple[object, str]]:
        return list(self._areas.choices(self._actor))


class InfoPage(RecordPage):
    """The information bank."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = InfoSpec(context)
        super().__init__(self._spec, context.jobs)
        bulletin = Button(tr("Print the bulletin"), icon="printer", small=True, action="info.print")
        bulletin.clicked.connect(self.print_bulletin)
        self.add_to_strip(bulletin)
        self.acted.connect(self._on_acted)

    def print_bulletin(self) -> None:
        """Show the cards listed, or those picked, as a paper to be printed."""
        ids = self.picked_or_all()
        words = self.toolbar.filter_words() if self.query().filters else []
        self.jobs.read(
            lambda: draw_bulletin(self._context, ids, ", ".join(words)),
            lambda document: preview_pdf(self, self.jobs, document),
        )

    def print_page(self) -> bool:
        """Print the bulletin."""
        if not self._context.may("info.print"):
            return False
        self.print_bulletin()
        return True

    def _on_acted(self, key: str, item: Any) -> None:
        if key == STILL_RIGHT:
            bank, actor = self._spec.bank, self._context.actor
            self.jobs.write(lambda: bank.still_right(actor, item))


def draw_bulletin(context: AppContext, ids: Sequence[str], narrowed: str) -> Document:
    """Draw the bulletin (worker).

    Raises:
        DomainError: there is no card to print that is not out of date.
    """
    from desktop.exports.bulletin import Bulletin, Card, make_bulletin

    bank, facts = context.service(InfoBank), context.facts()
    if not ids:
        raise DomainError(tr("There is no card to print."))
    found, left_out = bank.bulletin(context.actor, ids)
    parts: dict[str, list[Card]] = {}
    for one in found:
        ring = "\n".join(part for part in (national(one.phone), one.open_when, one.url) if part)
        checked = tr("Checked {day}, {source}", day=show_date(one.checked_on), source=one.source)
        where = tr("For {area}", area=one.area) if one.area else ""
        heading = one.needs.split(", ")[0] if one.needs else tr("For every call")
        parts.setdefault(heading, []).append(Card(one.title, one.words, ring, where, checked))
    lead = f"{facts.lead_name or tr('Safeguarding')} {national(facts.safeguarding_phone)}".strip()
    paper = Bulletin(
        facts.name,
        national(facts.phone),
        lead,
        bank.today(),
        narrowed,
        sorted(parts.items()),
        left_out,
        facts.is_demo,
    )
    title = tr("Information bulletin")
    return Document(title, make_bulletin(paper), f"{title} {bank.today():%Y-%m-%d}.pdf")


def card_detail(row: CardRow, today: date) -> Detail:
    """Make the pane: the number first, then what to say, then how far it can be relied on."""
    old, until = row.review_on < today, show_date(row.review_on)
    warning = tr("Out of date since {day}. Ring to check before you read it out.", day=until)
    ring = [
        DetailRow(tr("Phone"), national(row.phone), icon="phone"),
        DetailRow(tr("Open"), row.open_when),
        DetailRow(tr("On the web"), row.url),
        DetailRow(tr("Organisation"), row.organisation),
    ]
    relied = [
        DetailRow("", warning if old else "", icon="alert-triangle", tone=Tone.WARN),
        DetailRow(tr("Source"), row.source),
        DetailRow(tr("Checked"), show_date(row.checked_on)),
        DetailRow(tr("Check again by"), show_date(row.review_on)),
        DetailRow(tr("Area"), row.area or tr("Everywhere")),
        DetailRow(tr("About"), row.needs or tr("Every call")),
    ]
    return Detail(
        row.title,
        tr("Card {number}", number=str(row.number)),
        icon="books",
        quote=row.words,
        sections=[DetailSection("", ring), DetailSection(tr("How we know"), relied)],
        actions=[
            DetailAction(
                STILL_RIGHT,
                tr("Still right"),
                "check",
                ButtonKind.PRIMARY if old else ButtonKind.SECONDARY,
            ),
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID, tr("Take out"), "trash"),
        ],
    )


def _columns(today: date) -> tuple[Column, ...]:
    def review(row: CardRow) -> Cell:
        old = row.review_on < today
        return Cell(
            show_date(row.review_on),
            tone=Tone.WARN if old else None,
            spoken=tr("{day}, out of date", day=show_date(row.review_on)) if old else "",
        )

    def title(row: CardRow) -> Cell:
        # The mark stands with the name, which is there however narrow the list is.
        if row.review_on >= today:
            return Cell(row.title)
        return Cell(row.title, "alert-triangle", spoken=tr("{title}, out of date", title=row.title))

    second = CellKind.SECOND
    return (
        Column("title", tr("Card"), 220, stretch=True, kind=CellKind.STRONG, cell=title),
        Column("phone", tr("Phone"), 130, formatter=national, sortable=False, action="phone.see"),
        Column(
            "needs",
            tr("About"),
            160,
            cell=lambda row: row.needs or tr("Every call"),
            kind=second,
            sortable=False,
            priority=2,
        ),
        Column(
            "area",
            tr("Area"),
            120,
            cell=lambda row: row.area or tr("Everywhere"),
            kind=second,
            sortable=False,
            priority=3,
        ),
        Column("review", tr("Check by"), 130, cell=review, priority=1),
    )


def _fields(
    needs: Sequence[tuple[object, str]],
    areas: Sequence[tuple[object, str]],
    bodies: Sequence[tuple[object, str]],
) -> list[FormField]:
    choice, know = FieldKind.CHOICE, tr("How we know")
    return [
        FormField("title", tr("Title"), hint=tr("What a caller would ask for"), required=True, max_length=90),
        FormField("words", tr("What to say"), FieldKind.MULTILINE, max_length=1500),
        FormField("phone", tr("Phone"), FieldKind.PHONE, half=True),
        FormField("open_when", tr("Open"), half=True),
        FormField("url", tr("On the web")),
        FormField("need_ids", tr("About which needs"), FieldKind.MULTI, choices=needs),
        FormField("area_id", tr("Area"), choice, choices=[(None, tr("Everywhere")), *areas], half=True),
        FormField(
            "organisation_id", tr("Organisation"), choice, choices=[(None, tr("None")), *bodies], half=True
        ),
        FormField(
            "source", tr("Source"), hint=tr("Who said so, or where it stands"), required=True, section=know
        ),
        FormField("checked_on", tr("Checked on"), FieldKind.DATE, half=True, section=know),
        FormField("review_on", tr("Check again by"), FieldKind.DATE, half=True, section=know),
    ]
