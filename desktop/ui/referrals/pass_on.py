"""Passing many people on to one recipient: who goes, who stays behind and why, ticked one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import LawfulBasis
from db.enums_referrals import SentHow
from desktop.context import AppContext
from desktop.services.laws import BasisChoice, Laws, offered
from desktop.services.referral_gate import Ground
from desktop.services.referral_lists import Line, ListPlan, PassedOn, ReferralLists
from desktop.services.referral_sending import ON_PAPER, SendingDraft
from desktop.services.referrals import Referrals
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tick_list import TickList, TickRow
from desktop.ui.help_words import short_date
from desktop.ui.referrals.words import parts, ways

Choices = Sequence[tuple[object, str]]
_ON_PAPER = (SentHow.BY_HAND, SentHow.POST)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen.

    Attributes:
        recipients: key and name.
        grounds: of those who were not asked.
    """

    recipients: Choices
    grounds: tuple[BasisChoice, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was passed on, and how it is to leave.

    Attributes:
        password: of a file; empty for everything else.
        plan: the list they are of; what goes on paper or in a file is sent once that has left.
    """

    made: tuple[str, ...]
    how: SentHow
    password: str = ""
    plan: ListPlan | None = None

    @property
    def is_pack(self) -> bool:
        """Whether forms are to be printed now."""
        return self.how in _ON_PAPER


class PassOnDialog(FormDialog):
    """Says of each request whether it can go to whoever is chosen, and passes on exactly those ticked."""

    def __init__(
        self,
        context: AppContext,
        request_ids: Sequence[str],
        given: Offered,
        then: Callable[[Sent], object],
        parent: QWidget,
    ) -> None:
        """Make it.

        Args:
            context: the open hub.
            request_ids: the list.
            given: what can be chosen.
            then: takes what was passed on.
            parent: the window it belongs to.
        """
        self._context, self._ids, self._then = context, list(request_ids), then
        self._chosen: list[str] = []
        self._sent = (SentHow.OTHER, "")
        self._left: set[str] = set()
        self._asked: tuple[str, Ground] | None = None
        self._bases = {one.code: one.basis for one in given.grounds}
        self._lists = context.service(ReferralLists)
        self._turned: dict[str, bool] = {}
        self.plan: ListPlan | None = None
        self._of: ListPlan | None = None
        super().__init__(
            tr_count("Pass on {count} request", "Pass on {count} requests", len(self._ids)),
            _fields(given),
            self._pass_on,
            context.jobs,
            parent,
            verb=tr("Pass on"),
            sentence=tr("Each by their own answer. The requests are theirs from then on."),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self.form.edited.connect(self.look)
        self.saved.connect(self._on_passed)
        self.look()

    def _build(self) -> None:
        self.said = Label("", self, kind="strong", wrap=True)
        self.said.setAccessibleName(tr("Who goes"))
        self.goes = Label("", self, kind="second", wrap=True)
        self.list = TickList(self, name=tr("Requests, ticked if they go"))
        self.list.ticked.connect(self._on_ticked)
        self.list.turned.connect(self._turned.__setitem__)
        self.list.setMinimumHeight(px(170))
        self.body.addWidget(self.said)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.goes)
        self.resize(px(860), px(700))

    def look(self) -> None:
        """Ask who may go, where the answer to that may have changed."""
        values = self.form.values()
        self._ask_what_matters(values)
        self._say_what_goes(values["how"])
        to, otherwise = str(values["organisation_id"] or ""), self._otherwise(values)
        if self._asked == (to, otherwise):
            return
        self._asked = (to, otherwise)
        self.plan = None
        self._on_ticked(0)
        if not to:
            self.list.show_rows([], [])
            return
        actor, ids = self._context.actor, self._ids
        self._jobs.read(
            lambda: self._lists.plan(actor, ids, to, otherwise),
            self._on_plan,
            self.form.show_problem,
            key=f"pass-on-{id(self)}",
        )

    def _say_what_goes(self, how: object) -> None:
        """What goes of each, and when they are sent: what is to be printed or written is not gone yet."""
        if self.plan is None:
            return
        words = [words for part, words in parts().items() if part in self.plan.parts]
        said = tr("Of each goes: {parts}.", parts=", ".join(words))
        if how == SentHow.FILE:
            said += " " + tr("They are sent once the file is written.")
        elif how in _ON_PAPER:
            said += " " + tr("They are sent once the forms are printed or saved.")
        self.goes.setText(said)

    def _ask_what_matters(self, values: Mapping[str, Any]) -> None:
        """Why nobody was asked, and the password of a file, are asked only where they are needed."""
        left = {"basis_reason"} if not values["otherwise"] else set()
        left |= {"password"} if values["how"] != SentHow.FILE else set()
        if left != self._left:
            self._left = left
            self.form.show_only([one.key for one in self.form.fields if one.key not in left])

    def _otherwise(self, values: Mapping[str, Any]) -> Ground:
        """The ground for those not asked; they stay behind as long as nobody said why."""
        code, reason = str(values["otherwise"] or ""), str(values["basis_reason"] or "").strip()
        basis = self._bases.get(code)
        return Ground(basis, reason, basis_code=code) if basis and reason else Ground()

    def _on_plan(self, plan: ListPlan) -> None:
        if not shiboken6.isValid(self):
            return
        self.plan = plan
        rows = [_row(one) for one in sorted(plan.lines, key=_by_what_can)]
        begin = {one.request_id: one.bar is None and one.is_theirs for one in plan.lines} | self._turned
        self._say_what_goes(self.form.values()["how"])
        self.list.show_rows(rows, [key for key, on in begin.items() if on])

    def _on_ticked(self, count: int) -> None:
        """Say how many go, and name the button by it."""
        self.goes.setVisible(self.plan is not None)
        self.list.setVisible(self.plan is not None)
        self.primary.setEnabled(self.plan is not None and count > 0)
        self.primary.setText(tr("Pass on {count}", count=f"{count:,}") if count else tr("Pass on"))
        if self.plan is None:
            self.said.setText(tr("Choose who they go to, then see who can."))
            return
        behind = len(self.plan.cannot)
        goes = tr("{count} of {total} go.", count=f"{count:,}", total=f"{len(self.plan.lines):,}")
        why = tr_count("{count} can’t: why is beside it.", "{count} can’t: why is beside each.", behind)
        self.said.setText(f"{goes} {why}" if behind else goes)

    def _pass_on(self, values: Mapping[str, Any]) -> PassedOn:
        assert self.plan is not None
        how, password = SentHow(values["how"]), str(values.get("password") or "")
        if how is SentHow.FILE:
            _check_password(password)
        draft = SendingDraft(how, str(values["note"] or ""))
        self._sent = (how, password)
        self._of = self.plan
        act = self._lists.begin if how in ON_PAPER else self._lists.send
        return act(self._context.actor, self.plan, self._chosen, draft)

    def _on_confirmed(self) -> None:
        self._chosen = self.list.chosen()
        super()._on_confirmed()

    def _on_settled(self) -> None:
        self.primary.setEnabled(bool(self.list.chosen()))

    def _on_passed(self, done: PassedOn) -> None:
        how, password = self._sent
        self._then(Sent(done.made, how, password, self._of))


def ask_pass_on(
    context: AppContext, request_ids: Sequence[str], parent: QWidget, then: Callable[[Sent], object]
) -> None:
    """Open the dialog for a list of requests.

    Args:
        context: the open hub.
        request_ids: the list.
        parent: the page it belongs to.
        then: takes what was passed on.
    """
    actor = context.actor

    def read() -> Offered:
        bodies = context.service(Referrals).recipients(actor)
        bases = tuple(context.service(Laws).bases(actor))
        return Offered([(key, name) for key, name, _layer in bodies], bases)

    context.jobs.read(read, partial(_open, context, request_ids, parent, then))


def _open(
    context: AppContext,
    request_ids: Sequence[str],
    parent: QWidget,
    then: Callable[[Sent], object],
    given: Offered,
) -> None:
    PassOnDialog(context, request_ids, given, then, parent).open()


def _fields(given: Offered) -> list[FormField]:
    other = tuple(one for one in given.grounds if one.basis is not LawfulBasis.CONSENT)
    behind = tr("They stay behind")
    how = [*ways().items(), (SentHow.FILE, tr("As a locked file, to a hub that uses Hubkeeper"))]
    choice = FieldKind.CHOICE
    whom, reason = tr("Pass to"), tr("Why without asking")
    return [
        FormField(
            *("organisation_id", whom, choice),
            choices=[(None, tr("Choose")), *given.recipients],
            required=True,
            half=True,
        ),
        FormField("how", tr("How do they go?"), choice, choices=how, required=True, half=True),
        FormField("note", tr("Where, or to whom"), max_length=120, half=True),
        FormField(
            *("otherwise", tr("Those who were not asked"), choice),
            choices=[(None, behind), *offered(other)],
            half=True,
        ),
        FormField("basis_reason", reason, max_length=400, half=True),
        FormField(
            *("password", tr("Password of the file"), FieldKind.PASSPHRASE),
            hint=tr("Only for a file. Tell it by phone"),
            half=True,
        ),
    ]


def _by_what_can(one: Line) -> tuple[bool, bool]:
    """Who goes stands first, then whoever is to be thought about, then who stays behind."""
    return one.bar is not None, not one.is_theirs


def _row(one: Line) -> TickRow:
    words = f"{one.reference}  {one.person}, {one.need}"
    if one.bar is not None:
        return TickRow(one.request_id, words, one.why, can=False)
    if one.agreed_on is not None:
        note = tr("Agreed {day}", day=short_date(one.agreed_on))
    else:
        note = tr("Not asked: goes on the other ground")
    if not one.is_theirs:
        note = tr("{note}. They do not say that they help with this", note=note)
    return TickRow(one.request_id, words, note, warn=not one.is_theirs)


def _check_password(password: str) -> None:
    """Refuse a weak one before anybody is passed on; the file itself is written afterwards."""
    from desktop.exports.passwords import check_password

    check_password(password)
