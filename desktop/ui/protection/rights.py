"""What people asked about their own data: the days, who they are, and what they were answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums_protection import RightKind, RightState
from desktop.context import AppContext
from desktop.domain.limits import LIMITING, AskedLimit, stands
from desktop.domain.rights_clock import Waits
from desktop.services.people import People
from desktop.services.rights import ONLY_OF_A_COPY, RightLine, Rights
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.words import choices, words

PACK, ERASE, OPEN = "make_pack", "erase_person", "open_person"
LONG = 2000
_SOURCE = "UK GDPR Article 12A; Data (Use and Access) Act 2025 section 76"


class RightsAsked(Register):
    """Requests about somebody's own data."""

    key, action, change = "rights", "rights.see", "rights.set"

    def __init__(self, context: AppContext) -> None:
        """Take the services."""
        super().__init__(context)
        self._rights, self._people = context.service(Rights), context.service(People)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Rights")

    def rows(self) -> Sequence[RegisterRow]:
        """Those to answer first."""
        return [
            self.row(one, f"{words(one.request.kind)}: {one.name or one.reference}", _stands(one), _day(one))
            for one in self._rights.all(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One request with its clock."""
        one: RightLine = row.held
        held = one.request
        clock = [
            DetailRow(tr("Asked on"), show_date(held.received_on)),
            DetailRow(tr("How"), held.how),
            DetailRow(tr("Answer by"), show_date(one.due.day) if one.due else "", tone=self._tone(one)),
            DetailRow("", _stands(one)),
            DetailRow(tr("Asked who they are"), _shown(held.identity_asked_on)),
            DetailRow(tr("They showed it on"), _shown(held.identity_on)),
            DetailRow(tr("Asked what exactly"), _shown(held.clarity_asked_on)),
            DetailRow(tr("They said on"), _shown(held.clarity_on)),
            DetailRow(tr("Told it takes longer"), _shown(held.extended_on)),
            DetailRow(tr("Why longer"), held.extended_why),
            DetailRow(tr("Source"), _SOURCE),
        ]
        became = [
            DetailRow(tr("How we know them"), held.who_they_are),
            DetailRow(tr("Looked after by"), held.handled_by),
            DetailRow(tr("Answered on"), _shown(held.closed_on)),
            DetailRow(tr("What they were told"), held.outcome),
            DetailRow(tr("Ended on"), _shown(held.lifted_on)),
            DetailRow(tr("Why it ended"), held.lifted_why),
        ]
        keeps = [DetailRow("", words, tone=Tone.WARN) for words in _keeps(one)]
        return Detail(
            row.name,
            tr("Request {number}, {who}", number=held.number, who=one.reference),
            icon="shield-check",
            quote=held.words,
            sections=[
                DetailSection(tr("Meanwhile"), keeps),
                DetailSection(tr("The clock"), clock),
                DetailSection(tr("What became of it"), became),
            ],
            actions=self._actions(held.kind, is_open=one.due is not None),
        )

    def form(self, held: Any) -> FormData:
        """The form: what they asked, then what became of it."""
        many, day = FieldKind.MULTILINE, FieldKind.DATE
        kinds, states = choices(RightKind), choices(RightState)
        first = [
            FormField("person_id", tr("Who asks"), FieldKind.PERSON_LINK, lookup=self._find, required=True),
            FormField("kind", tr("What they ask for"), FieldKind.CHOICE, choices=kinds, required=True),
            FormField("received_on", tr("It came on"), day, required=True, half=True),
            FormField("how", tr("How it came"), half=True, hint=tr("By phone, letter, e-mail, at the door")),
            FormField("words", tr("In their words"), many, max_length=LONG),
            FormField(
                "who_they_are",
                tr("How we know it is they"),
                hint=tr(
                    "Known by voice, rung back on their number, seen at the door. Ask no more than you need."
                ),
                max_length=400,
            ),
        ]
        then = [
            FormField("identity_asked_on", tr("Asked to show who they are"), day, half=True),
            FormField("identity_on", tr("They showed it on"), day, half=True),
            FormField("clarity_asked_on", tr("Asked what exactly they want"), day, half=True),
            FormField("clarity_on", tr("They said on"), day, half=True),
            FormField("extended_on", tr("Told that it takes longer on"), day, half=True),
            FormField("extended_why", tr("Why longer"), half=True, max_length=400),
            FormField("state", tr("How far it is"), FieldKind.CHOICE, choices=states, required=True),
            FormField("outcome", tr("What they were told, and how"), many, max_length=LONG),
        ]
        ended = [
            FormField(
                "lifted_on",
                tr("It ends on"),
                day,
                hint=tr("Tell them before it does: from then on their data may be used and shared again."),
            ),
            FormField("lifted_why", tr("Why, and how they were told before"), many, max_length=LONG),
        ]
        told = tr("One month to answer. Tell them their choices and that they may go to the ICO.")
        if held is None:
            today = self.context.hub.tools.clock().astimezone().date()
            begun = {"kind": RightKind.ACCESS, "received_on": today}
            return FormData(tr("Somebody asks about their data"), first, begun, told)
        one: RightLine = held
        skip = () if one.request.kind in ONLY_OF_A_COPY else ("clarity_asked_on", "clarity_on")
        then += ended if _granted(one) else []
        asked = [field for field in (*first[1:], *then) if field.key not in skip]
        values = {field.key: getattr(one.request, field.key) for field in asked}
        return FormData(tr("Request {number}", number=one.request.number), asked, values, told)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a request."""
        given = dict(values)
        if "person_id" in given:
            given["person_id"] = given["person_id"][0] if given["person_id"] else ""
        return self._rights.save(self.actor, key, given)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Go where it is answered."""
        place = {PACK: "access", ERASE: "erase", OPEN: "person"}.get(key)
        if place:
            page.place_asked.emit(place, row.held.request.person_id)  # type: ignore[attr-defined]

    def _actions(self, kind: RightKind, *, is_open: bool) -> list[DetailAction]:
        found = [DetailAction(EDIT, tr("Write on"), "pencil", ButtonKind.PRIMARY)]
        if is_open and kind in (RightKind.ACCESS, RightKind.COPY) and may("rights.pack"):
            found.append(DetailAction(PACK, tr("Make the copy"), "file-export"))
        if is_open and kind is RightKind.ERASURE and may("erase.person"):
            found.append(DetailAction(ERASE, tr("See what would go"), "trash"))
        return [*found, DetailAction(OPEN, tr("Open the person"), "user")]

    def _find(self, typed: str) -> list[tuple[str, str]]:
        rows = self._people.find(self.actor, typed)
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in rows]

    def _tone(self, one: RightLine) -> Tone | None:
        today = self.context.hub.tools.clock().astimezone().date()
        return Tone.DANGER if one.due is not None and one.due.waits is None and one.due.day < today else None


def _granted(one: RightLine) -> bool:
    """Whether it binds the hub beyond its answer."""
    return one.request.kind in LIMITING and one.request.state is RightState.DONE


def _keeps(one: RightLine) -> list[str]:
    """What the hub does not do while the request stands."""
    held = one.request
    if not stands(AskedLimit(held.kind, held.state, held.lifted_on)):
        return []
    kept = tr("Kept in the hub: nothing about them is handed over, passed on or exported.")
    if one.due is None:
        return [kept, tr("To end it, tell them first, then write on which day it ends, and why.")]
    return [
        kept,
        tr("So it is from the day they asked, until it is answered, and after that if you grant it."),
    ]


def _stands(one: RightLine) -> str:
    if _granted(one):
        return tr("Ended") if one.request.lifted_on is not None else tr("Granted, and stands")
    if one.due is None:
        return words(one.request.state)
    if one.due.waits is Waits.IDENTITY:
        return tr("The month begins once they show who they are")
    if one.due.waits is Waits.CLARITY:
        return tr("The clock stands until they say what exactly they want")
    return tr("To answer")


def _day(one: RightLine) -> date | None:
    return one.due.day if one.due is not None else one.request.closed_on


def _shown(day: date | None) -> str:
    return show_date(day) if day is not None else ""
