"""Who could help nearest: what was chosen for a request, and the dialog that weighs it and keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Answer
from db.enums_referrals import Otherwise, Rung
from desktop.context import AppContext
from desktop.domain.ladder import Ladder
from desktop.services.ladder_choices import Choice, ChoiceDraft, LadderChoices, Near
from desktop.services.referral_ladder import ReferralLadder
from desktop.ui.base.detail import DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import ChoiceEditor, FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.help_words import local, short_date
from desktop.ui.ladder_words import ladder_hint, otherwise, passed_over_words, rungs
from desktop.ui.words import choices

NEAREST = "nearest"
"""What the page of requests does when this is asked of it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the dialog begins with."""

    near: Near
    held: Choice | None
    ladder: Ladder | None


def nearest_section(held: Choice | None) -> DetailSection:
    """What was chosen, why nobody nearer, and what would have been otherwise."""
    if held is None:
        return DetailSection("", [])
    rows = []
    if held.draft.rung is not None:
        day = short_date(local(held.at).date()) if held.at else ""
        who = tr("{name}, {day}", name=held.by, day=day) if held.by and day else day
        rows = [
            DetailRow(tr("Given to"), rungs()[held.draft.rung], icon="stairs"),
            DetailRow(tr("Why"), held.draft.reason),
            *(DetailRow(tr("Not nearer"), passed_over_words(*one)) for one in held.passed_over.items()),
            DetailRow(tr("Chosen"), who),
        ]
    if held.otherwise is not None:
        said = " ".join(part for part in (otherwise()[held.otherwise] + ".", held.otherwise_note) if part)
        rows.append(DetailRow(tr("Otherwise"), said))
    return DetailSection(tr("Nearest help"), rows)


def otherwise_fields() -> list[FormField]:
    """The question that may be asked at the end; nobody has to answer it."""
    asked = [(None, tr("Not asked")), *otherwise().items()]
    question = tr("What would have happened otherwise?")
    return [
        FormField("otherwise", question, FieldKind.CHOICE, choices=asked, hint=tr("If it can be asked")),
        FormField("otherwise_note", tr("In their words"), max_length=400),
    ]


def otherwise_of(values: Mapping[str, Any]) -> tuple[Otherwise | None, str]:
    """The answer to it."""
    said = values.get("otherwise")
    return (Otherwise(said) if said else None), values.get("otherwise_note") or ""


def ask_nearest(parent: QWidget, context: AppContext, request_id: str) -> None:
    """Weigh who could help with a request, the nearest first, and keep what is chosen."""
    ladder, kept, actor = context.service(ReferralLadder), context.service(LadderChoices), context.actor

    def read() -> Weighed:
        held = kept.of(actor, request_id)
        said = held.draft if held else ChoiceDraft()
        found = ladder.climb(actor, request_id, said.own, said.around)
        return Weighed(kept.near(actor, request_id), held, found)

    def show(weighed: Weighed) -> None:
        NearestDialog(context, request_id, weighed, parent).open()

    context.jobs.read(read, show)


class NearestDialog(FormDialog):
    """Asks about the first two rungs, proposes the lowest layer that fits, and says why none nearer."""

    def __init__(
        self, context: AppContext, request_id: str, weighed: Weighed, parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            context: the open hub.
            request_id: the request.
            weighed: what was read of it.
            parent: the page.
        """
        kept, actor = context.service(LadderChoices), context.actor
        super().__init__(
            tr("Who could help nearest?"),
            _fields(weighed.near),
            lambda values: kept.choose(actor, request_id, _draft(values)),
            context.jobs,
            parent,
            sentence=tr("Help goes to the lowest layer that can give it safely and well."),
            verb=tr("Keep it"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._request_id = context, request_id
        self._chosen = bool(weighed.held and weighed.held.draft.rung)
        self.proposal = Label("", kind="second", wrap=True)
        self.proposal.setAccessibleName(tr("What is proposed"))
        self.body.insertWidget(0, self.proposal)
        said = weighed.held.draft if weighed.held else ChoiceDraft()
        self.form.set_values(
            {"own": said.own, "around": said.around, "rung": said.rung, "reason": said.reason}
        )
        self.resize(px(620), px(640))
        self._show(weighed.ladder)
        self.form.mark_clean()
        for key in ("own", "around"):
            self.form.editor(key).edited.connect(self._weigh)
        rung = self.form.editor("rung")
        assert isinstance(rung, ChoiceEditor)
        rung.combo.activated.connect(self._on_rung)

    def _weigh(self) -> None:
        values = self.form.values()
        ladder, actor = self._context.service(ReferralLadder), self._context.actor
        own, around = _answer(values["own"]), _answer(values["around"])
        self._context.jobs.read(
            lambda: ladder.climb(actor, self._request_id, own, around), self._show, key=f"nearest-{id(self)}"
        )

    def _show(self, ladder: Ladder | None) -> None:
        """Tell the proposal, and choose it while nobody chose another."""
        if ladder is None:
            self.proposal.setText(tr("Only whoever took the call, or the safeguarding lead, may weigh this."))
            self.primary.setEnabled(False)
            return
        self.proposal.setText(ladder_hint(ladder))
        if not self._chosen:
            self.form.editor("rung").set_value(ladder.proposed)

    def _on_rung(self, _at: int) -> None:
        """From here on the choice is somebody's own."""
        self._chosen = True


def _fields(near: Near) -> list[FormField]:
    own = tr("They do well: {what}", what=near.strengths) if near.strengths else ""
    around = ", ".join(near.people) or tr("Nobody is written down yet")
    layers = [(None, tr("Choose")), *rungs().items()]
    answers = choices(Answer)
    return [
        FormField(
            "own",
            tr("Could they do it themselves, with a little help?"),
            FieldKind.SEGMENT,
            choices=answers,
            hint=own,
        ),
        FormField(
            "around",
            tr("Could somebody around them?"),
            FieldKind.SEGMENT,
            choices=answers,
            hint=around,
        ),
        FormField("rung", tr("Who is to help"), FieldKind.CHOICE, choices=layers, required=True),
        FormField("reason", tr("Why"), FieldKind.MULTILINE, lines=2, max_length=400),
    ]


def _answer(value: object) -> Answer:
    return Answer(str(value)) if value else Answer.NOT_ASKED


def _draft(values: Mapping[str, Any]) -> ChoiceDraft:
    own, around, rung = _answer(values["own"]), _answer(values["around"]), values["rung"]
    return ChoiceDraft(own, around, Rung(rung) if rung else None, values["reason"] or "")
