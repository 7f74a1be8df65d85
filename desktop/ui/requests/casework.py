"""Casework in the pane of a request: its steps, and the dialogs that begin a checklist and settle a step."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums_casework import StepState
from db.queries.casework import StepRow
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.casework import Casework, StepDraft
from desktop.services.casework_paper import CaseworkPapers
from desktop.services.checklists import Checklist
from desktop.services.requests import Requests
from desktop.ui.base.detail import DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date
from desktop.ui.preview import Document, preview_pdf

CASEWORK, OWN_STEP, PAPER = "casework", "own_step", "case_paper"
STEP = "step:"
"""What stands before the key of a step where the page of requests is asked for one."""


def case_section(rows: Sequence[StepRow], today: date) -> DetailSection:
    """The steps of a request; open ones first, each leading to its dialog."""
    ordered = sorted(rows, key=lambda one: one.state is not StepState.OPEN)
    done = sum(one.state is not StepState.OPEN for one in rows)
    left = len(rows) - done
    title = tr("Casework, {done} of {all} settled", done=str(done), all=str(len(rows)))
    late = sum(_is_late(one, today) for one in rows)
    if late and left:
        title = tr("{casework}, {late} due", casework=title, late=str(late))
    return DetailSection(title if rows else "", [_line(one, today) for one in ordered])


def _is_late(one: StepRow, today: date) -> bool:
    return one.state is StepState.OPEN and one.due_on is not None and one.due_on <= today


def _line(one: StepRow, today: date) -> DetailRow:
    late = _is_late(one, today)
    icon, tone = {
        StepState.OPEN: ("calendar-due", Tone.WARN) if late else ("", None),
        StepState.DONE: ("check", None),
        StepState.NOT_NEEDED: ("minus", Tone.SECOND),
    }[one.state]
    if one.state is StepState.OPEN:
        by = short_date(one.due_on) if one.due_on else tr("No day")
        who = one.owner or tr("Nobody yet")
    else:
        by = short_date(one.settled_on) if one.settled_on else tr("Settled")
        who = one.settled_by
        if one.state is StepState.NOT_NEEDED:
            who = tr("not needed, {name}", name=who)
    words = tr("{step} ({name})", step=one.words, name=who)
    return DetailRow(
        by,
        f"{words}\n{one.note}" if one.note else words,
        icon=icon,
        tone=tone,
        key=f"requests:{STEP}{one.id}",
    )


def ask_casework(parent: QWidget, context: AppContext, request_id: str) -> None:
    """Ask which checklist to begin on a request; those meant for its need stand first."""
    casework, actor = context.service(Casework), context.actor

    def read() -> tuple[list[Checklist], list[tuple[str, str]]]:
        code = context.service(Requests).get(actor, request_id).draft.need_code
        return casework.offered(actor, code), casework.owners(actor)

    def show(answer: tuple[list[Checklist], list[tuple[str, str]]]) -> None:
        lists, owners = answer
        kinds = [(one.code, one.label) for one in lists]
        fields = [
            FormField("checklist", tr("Checklist"), FieldKind.CHOICE, choices=kinds, required=True),
            FormField("owner_id", tr("Who does it"), FieldKind.CHOICE, choices=owners, required=True),
        ]

        def save(values: Mapping[str, Any]) -> object:
            return casework.begin(actor, request_id, str(values["checklist"]), values["owner_id"])

        sentence = tr("Each step gets a day, counted from today. You can change it, or say it is not needed.")
        dialog = FormDialog(
            tr("Begin a checklist"), fields, save, context.jobs, parent, verb=tr("Begin"), sentence=sentence
        )
        dialog.form.set_values({"checklist": lists[0].code, "owner_id": actor.user_id})
        _open(dialog)

    context.jobs.read(read, show)


def show_paper(parent: QWidget, context: AppContext, request_id: str) -> None:
    """Show the steps of a request as a paper for the person."""
    context.jobs.read(
        lambda: draw_paper(context, request_id),
        lambda document: preview_pdf(parent, context.jobs, document),
    )


def draw_paper(context: AppContext, request_id: str) -> Document:
    """Draw the paper (worker).

    Raises:
        DomainError: there is no step, or the need is private.
    """
    from desktop.exports.casework_paper import CaseHead, make_casework_paper

    papers, facts, actor = context.service(CaseworkPapers), context.facts(), context.actor
    paper = papers.paper(actor, request_id)
    head = CaseHead(facts.name, national(facts.phone), papers.today(), facts.is_demo)
    content = make_casework_paper(head, paper)
    return Document(
        tr("What happens next"),
        content,
        f"{paper.request} {papers.today():%Y-%m-%d}.pdf",
        lambda name, put: papers.leave(actor, request_id, (paper, content), name, put),
    )


def ask_own_step(parent: QWidget, context: AppContext, request_id: str) -> None:
    """Ask for a step that stands on no checklist."""
    casework, actor = context.service(Casework), context.actor

    def show(owners: list[tuple[str, str]]) -> None:
        def save(values: Mapping[str, Any]) -> object:
            return casework.add(actor, request_id, _draft(values))

        fields = _step_fields(owners, tr("What is to be done"))
        dialog = FormDialog(tr("Add a step"), fields, save, context.jobs, parent, verb=tr("Add"))
        dialog.form.set_values({"owner_id": actor.user_id})
        _open(dialog)

    context.jobs.read(lambda: casework.owners(actor), show)


def ask_step(parent: QWidget, context: AppContext, step_id: str) -> None:
    """Ask how a step stands."""
    casework, actor = context.service(Casework), context.actor

    def show(answer: tuple[StepRow, list[tuple[str, str]]]) -> None:
        row, owners = answer
        stands = [
            (StepState.OPEN, tr("Open")),
            (StepState.DONE, tr("Done")),
            (StepState.NOT_NEEDED, tr("Not needed")),
        ]
        fields = [
            FormField("state", tr("Now"), FieldKind.SEGMENT, choices=stands, required=True),
            *_step_fields(owners, tr("What is to be done")),
            FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000),
        ]

        def save(values: Mapping[str, Any]) -> object:
            return casework.save(actor, step_id, _draft(values))

        dialog = FormDialog(tr("A step of casework"), fields, save, context.jobs, parent, verb=tr("Save"))
        known = {
            "state": row.state,
            "words": row.words,
            "owner_id": row.owner_id,
            "owner_name": "" if row.owner_id else row.owner,
            "due_on": row.due_on,
            "note": row.note,
        }
        dialog.form.set_values(known)
        _open(dialog)

    context.jobs.read(lambda: (casework.step(actor, step_id), casework.owners(actor)), show)


def _step_fields(owners: Sequence[tuple[str, str]], words: str) -> list[FormField]:
    accounts: list[tuple[object, str]] = [(None, tr("Somebody without an account")), *owners]
    return [
        FormField("words", words, required=True, max_length=200),
        FormField("owner_id", tr("Who does it"), FieldKind.CHOICE, choices=accounts, half=True),
        FormField("owner_name", tr("Or their name"), half=True, max_length=80),
        FormField("due_on", tr("By when"), FieldKind.DATE, half=True),
    ]


def _draft(values: Mapping[str, Any]) -> StepDraft:
    return StepDraft(
        values["words"],
        values["owner_id"] or None,
        values["owner_name"],
        values["due_on"],
        StepState(values.get("state") or StepState.OPEN),
        values.get("note") or "",
    )


def _open(dialog: FormDialog) -> None:
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
