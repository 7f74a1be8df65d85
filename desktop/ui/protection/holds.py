"""Holds: whose records are kept whatever is due, for how long, and why; the lead's alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.holds import HoldLine, Holds
from desktop.services.people import People
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.protection.register import Register, RegisterRow

LIFT, OPEN = "lift_hold", "open_person"
LONG = 2000


class HeldBack(Register):
    """Whose records stay."""

    key, action, change = "holds", "hold.set", "hold.set"

    def __init__(self, context: AppContext) -> None:
        """Take the services."""
        super().__init__(context)
        self._holds, self._people = context.service(Holds), context.service(People)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Kept back")

    def rows(self) -> Sequence[RegisterRow]:
        """Holds that stand, the one to look at first at the top; then those that ended."""
        return [
            self.row(one, one.name or one.reference, self._stands(one), one.look_again_on or one.ended_on)
            for one in self._holds.all(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One hold."""
        one: HoldLine = row.held
        late = one.stands and one.look_again_on is not None and one.look_again_on <= self._today()
        rows = [
            DetailRow(tr("Put on"), f"{show_date(one.placed_on)}, {one.by}"),
            DetailRow(
                tr("Look again on"),
                show_date(one.look_again_on) if one.look_again_on else "",
                tone=Tone.WARN if late else None,
            ),
            DetailRow(tr("Lifted"), f"{show_date(one.ended_on)}, {one.ended_by}" if one.ended_on else ""),
            DetailRow(tr("Why lifted"), one.end_reason),
        ]
        stays = tr("Neither erasing nor their time being over takes their records while it stands.")
        open_it = DetailAction(OPEN, tr("Open the person"), "user")
        acts = [
            DetailAction(EDIT, tr("Keep on"), "pencil", ButtonKind.PRIMARY),
            DetailAction(LIFT, tr("Lift the hold"), "lock-open"),
        ]
        return Detail(
            row.name,
            one.reference,
            icon="lock",
            quote=one.reason,
            sections=[DetailSection("", [*rows, DetailRow("", stays if one.stands else "")])],
            actions=[*acts, open_it] if one.stands else [open_it],
        )

    def form(self, held: Any) -> FormData:
        """Whom, why, and the day to look again."""
        who = FormField(
            "person_id", tr("Whose records"), FieldKind.PERSON_LINK, lookup=self._find, required=True
        )
        why = FormField(
            "reason", tr("Why they are kept"), FieldKind.MULTILINE, required=True, max_length=LONG
        )
        day = FormField("look_again_on", tr("Look again on"), FieldKind.DATE, required=True, half=True)
        told = tr("Only the safeguarding lead reads why. To everybody else every stop reads alike.")
        if held is None:
            return FormData(tr("Keep somebody’s records"), [who, why, day], {}, told)
        one: HoldLine = held
        values = {"reason": one.reason, "look_again_on": one.look_again_on}
        return FormData(tr("Keep on holding {who}", who=one.reference), [why, day], values, told)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Put a hold on, or keep one on."""
        why, day = values["reason"] or "", values["look_again_on"]
        if key:
            return self._holds.change(self.actor, key, why, day)
        chosen = values["person_id"]
        return self._holds.put(self.actor, chosen[0] if chosen else "", why, day)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Lift it, or go to the person."""
        if key == OPEN:
            page.place_asked.emit("person", row.held.person_id)  # type: ignore[attr-defined]
        elif key == LIFT:
            self._lift(page, row.held)

    def _lift(self, page: QWidget, one: HoldLine) -> None:
        why = FormField("reason", tr("Why it is lifted"), FieldKind.MULTILINE, required=True, max_length=LONG)
        dialog = FormDialog(
            tr("Lift the hold on {who}?", who=one.reference),
            [why],
            lambda values: self._holds.lift(self.actor, one.id, values["reason"] or ""),
            self.context.jobs,
            page,
            verb=tr("Lift the hold"),
            sentence=tr("Nothing is erased by that. From then on their time counts again."),
        )
        dialog.open()

    def _find(self, typed: str) -> list[tuple[str, str]]:
        rows = self._people.find(self.actor, typed)
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in rows]

    def _stands(self, one: HoldLine) -> str:
        if not one.stands:
            return tr("Lifted")
        late = one.look_again_on is not None and one.look_again_on <= self._today()
        return tr("Look again now") if late else tr("Stands")

    def _today(self) -> Any:
        return self.context.hub.tools.clock().astimezone().date()
