"""Referrals: who was passed on, to whom, and what was heard."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Role
from db.enums_referrals import SentHow, StepKind
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.referral_lists import ReferralLists
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_sending import ReferralSending
from desktop.ui.base.button import Button
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.referrals.dialogs import reply_fields, reply_of, send_fields, sending
from desktop.ui.referrals.pane import ReferralPane
from desktop.ui.referrals.pass_on import Sent, ask_pass_on
from desktop.ui.referrals.printing import FORMS, look_at_forms, save_file
from desktop.ui.referrals.table import (
    ENDS,
    INTRODUCER,
    NOTE,
    PRINT,
    SEND,
    TOLD,
    WITHDRAW,
    ReferralSpec,
)

REQUEST, SERVICE, SLIP, LIST = "request", "service", "slip", "list"
"""Other places ask for a new referral by the first two and a key, for the slips by the third, and for a list
of requests passed on together by the last and their keys, with commas between."""
_AT_ONCE = (StepKind.NO_ANSWER, StepKind.NEVER_GOT)
_KINDS = {
    NOTE: StepKind.NOTE,
    WITHDRAW: StepKind.WITHDRAWN,
    ENDS: StepKind.COMPLETED,
    TOLD: StepKind.PERSON_TOLD,
    INTRODUCER: StepKind.INTRODUCER_TOLD,
}


class ReferralsPage(RecordPage):
    """The list, and the pane with the steps."""

    pane: ReferralPane
    spec: ReferralSpec

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        self.context = context
        super().__init__(ReferralSpec(context), context.jobs, parent)
        self._replies = context.service(ReferralReplies)
        self._sending = context.service(ReferralSending)
        self.files: FileDialog | None = None
        slip = Button(tr("A slip came back"), icon="forms", small=True, action="referral.reply")
        slip.clicked.connect(lambda: self.ask_slip())
        self.slip_button = slip
        self.strip.add(slip)
        incoming = Button(tr("Coming in"), icon="arrow-back-up", small=True, action="referral.see")
        incoming.clicked.connect(lambda: self.place_asked.emit("referrals_in", None))
        self.toolbar.add_button(incoming)
        self.pane.heard.connect(self._on_heard)
        self.pane.another_day.connect(self.ask_chase)

    def make_pane(self) -> ReferralPane:
        """The pane with the steps."""
        return ReferralPane(self)

    def show_record(self, item: Any) -> None:
        """Put one forward; begin one from ``request:`` or ``service:`` and a key; key a slip, ``slip:``."""
        place, colon, key = str(item or "").partition(":")
        if colon and place == REQUEST:
            self.begin_from(key)
        elif colon and place == SERVICE:
            self.jobs.read(lambda: self.spec.from_service(key), self._open_new)
        elif colon and place == SLIP:
            self.ask_slip(key)
        elif colon and place == LIST:
            ask_pass_on(self.context, key.split(","), self, self._on_passed)
        else:
            super().show_record(item)

    def begin_from(self, request_id: str) -> None:
        """Open the form of a new referral of a request."""
        self.jobs.read(lambda: self.spec.from_request(request_id), self._open_new)

    def _on_bulk(self, key: str) -> None:
        if key == FORMS:
            look_at_forms(self.context, self.table.selected_ids(), self)
        else:
            super()._on_bulk(key)

    def _on_passed(self, sent: Sent) -> None:
        """Let those on paper or in a file leave; only then are they sent. What was told has left already."""
        self.show_record(sent.made[0])
        lists, actor = self.context.service(ReferralLists), self.context.actor

        def left() -> Changes:
            assert sent.plan is not None
            return lists.left(actor, sent.plan, sent.made)

        if sent.is_pack:
            look_at_forms(self.context, sent.made, self, left)
        elif sent.how is SentHow.FILE:
            self.files = save_file(self.context, sent.made, sent.password, self, left)

    def on_detail(self, answer: tuple[Any, Detail]) -> None:
        """Show a referral."""
        held = self.spec.details.get(answer[0])
        if held is not None and answer[0] == self.table.current_id():
            self.pane.look_at(held, self.spec.referrals.today())
        super().on_detail(answer)

    def on_action(self, key: str) -> None:
        """Do what a button of the pane says."""
        item = self.table.current_id()
        if item is None or not self.spec.allows(key):
            return
        if key == SEND:
            self._ask_send(item)
        elif key == PRINT:
            look_at_forms(self.context, [item], self)
        elif key in _KINDS:
            self.ask_reply(item, _KINDS[key])
        else:
            super().on_action(key)

    def ask_slip(self, typed: str = "") -> FormDialog:
        """Ask for the number on a slip that came back, typed or scanned, and go to its referral."""
        field = FormField(
            "number",
            tr("Number on the slip"),
            hint=tr("Type F-0318, or scan the square code"),
            required=True,
            max_length=80,
        )
        actor = self.context.actor
        dialog = self._dialog(
            tr("A slip came back"),
            [field],
            lambda values: Changes(made=self._replies.by_reference(actor, values["number"])),
            verb=tr("Find it"),
        )
        dialog.form.set_values({"number": typed})
        dialog.form.mark_clean()
        dialog.saved.connect(self._on_slip)
        dialog.open()
        return dialog

    def ask_reply(self, item: str, kind: StepKind) -> None:
        """Ask what belongs to an answer, and write it down."""
        referrals, actor = self.spec.referrals, self.context.actor
        self.jobs.read(lambda: referrals.recipients(actor), partial(self._open_reply, item, kind))

    def _open_reply(self, item: str, kind: StepKind, recipients: Sequence[tuple[Any, ...]]) -> None:
        actor = self.context.actor
        fields = reply_fields(kind, [(key, name) for key, name, _layer in recipients])
        dialog = self._dialog(
            _titles()[kind],
            fields,
            lambda values: self._replies.record(actor, item, reply_of(kind, values)),
        )
        if any(one.key == "on" for one in fields):
            dialog.form.set_values({"on": self.spec.referrals.today()})
        dialog.form.mark_clean()
        dialog.open()

    def _open_new(self, data: FormData) -> None:
        self._on_form({}, (None, data))

    def _ask_send(self, item: str) -> None:
        actor = self.context.actor
        lead = Role.LEAD in actor.roles

        def send(values: Mapping[str, Any]) -> Changes:
            return self._sending.send(actor, item, sending(values))

        dialog = self._dialog(
            tr("Send the referral"),
            send_fields(may_overrule=lead),
            send,
            verb=tr("Send"),
            sentence=tr("The request is theirs from then on, and you are reminded to ask after it."),
        )
        dialog.form.mark_clean()
        dialog.open()

    def ask_chase(self) -> None:
        """Ask for another day to ask after the referral shown."""
        item, actor = self.table.current_id(), self.context.actor
        held = self.spec.details.get(item)
        if held is None:
            return
        dialog = self._dialog(
            tr("Chase another day"),
            [FormField("chase_on", tr("Ask after it on"), FieldKind.DATE, required=True)],
            lambda values: self.spec.referrals.set_chase(actor, item, values["chase_on"]),
            sentence=tr("Today reminds you on that day."),
        )
        dialog.form.set_values({"chase_on": held.row.chase_on})
        dialog.form.mark_clean()
        dialog.open()

    def _on_heard(self, kind: StepKind) -> None:
        item = self.table.current_id()
        if item is None:
            return
        if kind not in _AT_ONCE:
            self.ask_reply(item, kind)
            return
        actor = self.context.actor
        then = partial(look_at_forms, self.context, [item], self) if kind is StepKind.NEVER_GOT else None
        self.jobs.write(
            lambda: self._replies.record(actor, item, Reply(kind)),
            lambda _done: then() if then is not None and self.spec.allows(PRINT) else None,
        )

    def _on_slip(self, found: object) -> None:
        self.show_record(getattr(found, "made", None))

    def _dialog(
        self, title: str, fields: Sequence[FormField], save: Any, *, verb: str = "", sentence: str = ""
    ) -> FormDialog:
        dialog = FormDialog(title, fields, save, self.jobs, self, verb=verb, sentence=sentence)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _titles() -> dict[StepKind, str]:
    return {
        StepKind.ACKNOWLEDGED: tr("They have it"),
        StepKind.ACCEPTED: tr("They are dealing with it"),
        StepKind.DECLINED: tr("They said no"),
        StepKind.RETURNED: tr("It comes back to us"),
        StepKind.COMPLETED: tr("It has ended"),
        StepKind.WITHDRAWN: tr("Withdraw the referral"),
        StepKind.NOTE: tr("Add a note"),
        StepKind.PERSON_TOLD: tr("The person was told"),
        StepKind.INTRODUCER_TOLD: tr("Whoever told us was told"),
    }
