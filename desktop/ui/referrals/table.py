"""The list of referrals: what is to be asked after first, then what waits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import LawfulBasis, Layer
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.queries.referrals import ENDED, OPEN, WAITING, ReferralFilter, ReferralRow
from desktop.context import AppContext
from desktop.services.directory import Directory, Wanted
from desktop.services.history import History
from desktop.services.laws import Laws, offered
from desktop.services.needs import Needs
from desktop.services.people import People
from desktop.services.referral_ladder import ReferralLadder
from desktop.services.referrals import ReferralDetail, ReferralDraft, Referrals
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailAction
from desktop.ui.base.i18n import tr, tr_count
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
from desktop.ui.help_words import local, short_date
from desktop.ui.ladder_words import ladder_hint
from desktop.ui.referrals.dialogs import referral_draft, referral_fields, referral_values
from desktop.ui.referrals.printing import FormActs
from desktop.ui.referrals.words import ICONS, layers, outcomes, states

OUT, FINISHED = "out", "finished"
SEND, PRINT, NOTE, WITHDRAW, ENDS = "send", "print_form", "note", "withdraw", "ends"
TOLD, INTRODUCER = "told", "introducer_told"
_MOST_FOUND = 200
_MOST_SERVICES = 30
_SORTS = {
    "": "chase_on",
    "to": "to",
    "need": "need",
    "person": "person",
    "sent": "sent",
    "has": "they_have_it",
    "chase": "chase_on",
    "ended": "closed",
}


class ReferralSpec(RecordSpec):
    """What the list-and-detail page needs to know of referrals that go out."""

    acts = {
        ADD: "referral.set",
        EDIT: "referral.set",
        VOID: "referral.void",
        SEND: "referral.send",
        PRINT: "referral.send",
        NOTE: "referral.reply",
        WITHDRAW: "referral.reply",
        ENDS: "referral.reply",
        TOLD: "referral.reply",
        INTRODUCER: "referral.reply",
    }
    entities = frozenset(
        {"referral", "referral_step", "organisation", "person", "consent", "request", "need_type"}
    )
    icon = "arrows-left-right"
    can_bring_back = True
    can_print = can_export = True

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self.context, self._actor = context, context.actor
        self.referrals = context.service(Referrals)
        self._history = context.service(History)
        self._ladder = context.service(ReferralLadder)
        self._from_request: str | None = None
        self._bases: dict[str, LawfulBasis] = {}
        self._layers: dict[str, Layer] = {}
        self.details: dict[str, ReferralDetail] = {}
        self.bulk = FormActs()
        self.title = tr("Referrals")
        self.empty = tr("No referrals waiting.")
        self.search_hint = tr("Name or F-12")
        self.add = tr("New referral")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("It was never sent. It stays in the history.")
        self.tabs = (ListTab(OUT, tr("Going out")), ListTab(FINISHED, tr("Finished")))
        self.filters = (
            ListFilter("to", tr("To:"), self._recipient_choices),
            ListFilter("stage", tr("Stage:"), _stage_choices),
        )
        self.columns = self._make_columns(self.referrals.today())

    def view_of(self, item: Any) -> str:
        """Going out, or finished (worker)."""
        return FINISHED if self.referrals.get(self._actor, item).row.status in ENDED else OUT

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query (worker): what is to be asked after stands first, under a heading of its own."""
        finished = query.tab == FINISHED
        chosen = query.filters.get("stage")
        stage = (ReferralStatus(str(chosen)),) if chosen else ENDED if finished else OPEN
        statuses = tuple(one for one in stage if one in (ENDED if finished else OPEN))
        wanted = ReferralFilter(
            statuses=statuses or (ENDED if finished else OPEN),
            organisation_id=str(query.filters.get("to") or ""),
            among=tuple(self.referrals.find(self._actor, query.text)[:_MOST_FOUND]) if query.text else None,
        )
        sort = _SORTS[query.sort] if query.sort or not finished else "closed"
        descending = query.descending if query.sort else finished
        ids = self.referrals.ids(self._actor, wanted, sort, descending)
        counts = self.referrals.counts(self._actor)
        waiting = sum(counts.get((ReferralDirection.OUT, one), 0) for one in OPEN)
        by_chase = sort == "chase_on" and not descending and not finished
        groups = self._groups(ids) if by_chase else []
        return Listing(ids, groups, {OUT: waiting}, tr("Nobody is passed on without saying yes"))

    def rows(self, ids: Sequence[Any]) -> Sequence[ReferralRow]:
        """Rows for ids."""
        return self.referrals.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows; the steps are its own to draw (worker)."""
        held = self.referrals.get(self._actor, item)
        self.details[item] = held
        return Detail(_title(held), _subtitle(held), actions=_actions(held))

    def form(self, item: Any) -> FormData:
        """The form of a referral, from scratch where none is given (worker)."""
        if item is None:
            return self.form_for(ReferralDraft("", "", ""), "")
        held = self.referrals.get(self._actor, item)
        return self.form_for(held.draft, held.row.person, editing=True)

    def from_request(self, request_id: str) -> FormData:
        """The form of a referral begun from a request, with what the ladder proposes (worker)."""
        draft = self.referrals.from_request(self._actor, request_id)
        person = self.context.service(People).rows(self._actor, [draft.person_id])
        named = f"{person[0].first_name} {person[0].last_name}".strip() if person else ""
        return self.form_for(draft, named)

    def from_service(self, service_id: str) -> FormData:
        """The form of a referral begun from a service of the directory (worker)."""
        (one,) = self.context.service(Directory).rows(self._actor, [service_id])
        meant = [
            need.code for need in self.context.service(Needs).all(self._actor) if need.label in one.needs
        ]
        need = meant[0] if len(meant) == len(one.needs) == 1 else ""
        return self.form_for(ReferralDraft(one.row.organisation_id, "", need, service_id=service_id), "")

    def form_for(self, draft: ReferralDraft, person: str, *, editing: bool = False) -> FormData:
        """The form with a draft's answers (worker)."""
        self._from_request = draft.request_id
        known_bodies = self.referrals.recipients(self._actor)
        self._layers = {key: layer for key, _name, layer in known_bodies}
        recipients = [(key, name) for key, name, _layer in known_bodies]
        needs = [(one.code, one.label) for one in self.context.service(Needs).all(self._actor)]
        ladder = (
            self._ladder.climb(self._actor, draft.request_id) if draft.request_id and not editing else None
        )
        known = self.context.service(Laws).bases(self._actor)
        self._bases = {one.code: one.basis for one in known}
        grounds = offered(known, draft.basis_code)
        hint = ladder_hint(ladder) if ladder else ""
        fields = referral_fields(recipients, needs, self._people, self._services, hint, grounds)
        return FormData(
            tr("Edit") if editing else tr("New referral"),
            fields,
            referral_values(draft, person, self._layers, self._service_name(draft.service_id)),
            tr("Nothing leaves the laptop until it is sent or printed."),
        )

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        return self.referrals.save(
            self._actor, referral_draft(values, self._from_request, self._bases, self._layers), item or ""
        )

    def void(self, item: Any, reason: str) -> object:
        """Take one that never went off the list."""
        return self.referrals.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self.referrals.ids(self._actor, ReferralFilter(voided=True), "number", True)

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        narrowed = bool(query.text.strip() or query.filters)
        if narrowed:
            return tr("Nothing matches. Check the spelling, or show all.")
        return tr("Nothing has ended yet.") if query.tab == FINISHED else self.empty

    def _groups(self, ids: Sequence[str]) -> list[Group]:
        due = set(self.referrals.to_chase(self._actor))
        drafts = sum(row.status is ReferralStatus.DRAFT for row in self.rows(ids))
        chase = sum(one in due for one in ids)
        rest = len(ids) - drafts - chase
        found = ((tr("Chase today"), chase), (tr("Waiting"), rest), (tr("Not sent yet"), drafts))
        return [Group(title, count) for title, count in found if count]

    def _services(self, typed: str) -> list[tuple[str, str]]:
        directory = self.context.service(Directory)
        keys = directory.ids(self._actor, Wanted(words=typed), "name")[:_MOST_SERVICES]
        rows = directory.rows(self._actor, keys)
        return [(one.id, f"{one.row.name}, {one.row.organisation}") for one in rows]

    def _service_name(self, service_id: str | None) -> str:
        rows = self.context.service(Directory).rows(self._actor, [service_id]) if service_id else []
        return rows[0].row.name if rows else ""

    def _people(self, typed: str) -> list[tuple[str, str]]:
        rows = self.context.service(People).find(self._actor, typed)
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in rows]

    def _recipient_choices(self) -> list[tuple[object, str]]:
        named = [(key, name) for key, name, _layer in self.referrals.recipients(self._actor)]
        return [(None, tr("Any partner")), *named]

    def _make_columns(self, today: date) -> tuple[Column, ...]:
        kinds = layers()

        def to(row: ReferralRow) -> Cell:
            team = f"{row.to}, {row.team}" if row.team else row.to
            return Cell(team, ICONS[row.layer], bold=True, second=kinds[row.layer])

        def chase(row: ReferralRow) -> Cell:
            return _chase_cell(row, today)

        return (
            Column(
                *("to", tr("Sent to"), 190),
                stretch=True,
                kind=CellKind.STRONG,
                cell=to,
                two_lines=True,
                files=("reference", "organisation", "team"),
            ),
            Column("need", tr("For"), 130, priority=1, files=("need",)),
            Column("person", tr("Person"), 120, files=("first_name", "last_name")),
            Column(
                *("sent", tr("Sent"), 68),
                kind=CellKind.SECOND,
                cell=_sent_cell,
                priority=2,
                files=("sent_on",),
            ),
            Column(
                *("has", tr("They have it"), 96),
                kind=CellKind.STATUS,
                cell=_has_cell,
                priority=3,
                files=("acknowledged_on",),
            ),
            Column(
                *("chase", tr("Chase on"), 106),
                kind=CellKind.STATUS,
                cell=chase,
                files=("chase_on", "status", "outcome"),
            ),
        )


def _stage_choices() -> list[tuple[object, str]]:
    return [(None, tr("All")), *((one.value, words) for one, words in states().items())]


def _sent_cell(row: ReferralRow) -> Cell:
    return Cell(_day(local(row.sent_at).date()) if row.sent_at else "")


def _has_cell(row: ReferralRow) -> Cell:
    if row.acknowledged_at is not None:
        return Cell(_day(local(row.acknowledged_at).date()), "check", Tone.OK)
    if row.status in WAITING:
        return Cell(tr("Not yet"), "hourglass", Tone.WARN, bold=True)
    return Cell("")


def _chase_cell(row: ReferralRow, today: date) -> Cell:
    if row.status in ENDED:
        words = outcomes()[row.outcome] if row.outcome else states()[row.status]
        return Cell(words, tone=Tone.SECOND)
    if row.status is ReferralStatus.DRAFT:
        return Cell(tr("Not sent"), "pencil", Tone.SECOND)
    if row.chase_on is None or row.chase_on == today:
        return Cell(tr("Today"), "clock", Tone.WARN, bold=True)
    if row.chase_on < today:
        words = tr_count("{count} day late", "{count} days late", (today - row.chase_on).days)
        return Cell(words, "alert-circle", Tone.DANGER, bold=True)
    return Cell(_day(row.chase_on))


def _day(day: date) -> str:
    """As short as a column needs: ``Thu 12``."""
    return " ".join(short_date(day).split()[:2])


def _title(held: ReferralDetail) -> str:
    return ", ".join(part for part in (held.row.need, held.row.person) if part)


def _subtitle(held: ReferralDetail) -> str:
    to = " ".join(part for part in (held.row.to, held.row.team) if part)
    to = ", ".join(part for part in (to, held.service) if part)
    return tr("To {organisation} · {reference}", organisation=to, reference=held.reference)


def _actions(held: ReferralDetail) -> list[DetailAction]:
    status, note = held.row.status, DetailAction(NOTE, tr("Add a note"), "pencil")
    form = DetailAction(PRINT, tr("Print the form"), "printer")
    if status is ReferralStatus.DRAFT:
        send = DetailAction(SEND, tr("Send"), "send", ButtonKind.PRIMARY)
        return [
            send,
            form,
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID, tr("Take off"), "trash"),
        ]
    if status in WAITING:
        return [form, note, DetailAction(WITHDRAW, tr("Withdraw…"), kind=ButtonKind.QUIET)]
    found = [note]
    if held.row.introducer and held.row.introducer_told_on is None:
        words = tr("{name} was told", name=held.row.introducer)
        found.insert(0, DetailAction(INTRODUCER, words, "users"))
    if held.row.person_told_on is None and held.row.person_id:
        words = tr("{name} was told", name=held.first_name or tr("The person"))
        found.insert(0, DetailAction(TOLD, words, "phone-check", ButtonKind.PRIMARY))
    return found
