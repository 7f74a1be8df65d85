"""What can be done about a place: ask somebody, turn an overlap round, say what came of it, print."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums_coverage import CoverageNoteKind
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.domain.coverage import Place
from desktop.services.coverage import FOLLOW_UP_DAYS, Coverage, CoverageFilter, Grid, NoteDraft
from desktop.services.organisations import Organisations
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.coverage.words import area_name, key_of, place_of
from desktop.ui.preview import Document, preview_pdf


def open_ask(parent: QWidget, context: AppContext, grid: Grid, place: Place, provider: str) -> None:
    """Note that somebody with room is asked to cover a place, with their number to ring.

    Args:
        parent: the page.
        context: the open hub.
        grid: on show.
        place: what is missing.
        provider: whom to ask.
    """
    one = grid.offered.providers[provider]
    phone = grid.offered.phones.get(provider, "")
    here = area_name(grid, place.area_id)
    need = next(line.label for line in grid.needs if line.id == place.need_id)
    said = tr("Ring {phone}.", phone=phone) if phone else tr("There is no number for them yet.")
    ask = tr("Ask whether they can cover {need} in {area}.", need=need.lower(), area=here)
    _open(
        parent,
        context,
        tr("Ask {name}", name=one.name),
        f"{said} {ask}",
        [_words_field(tr("What they said"))],
        lambda values: NoteDraft(
            CoverageNoteKind.ASK,
            place,
            one.organisation_id,
            words=values["words"] or "",
            follow_up_on=values["follow_up_on"],
        ),
    )


def open_overlap(parent: QWidget, context: AppContext, grid: Grid, place: Place) -> None:
    """Note that one of several who give the same is asked to give something missing instead.

    Args:
        parent: the page.
        context: the open hub.
        grid: on show.
        place: where they overlap.
    """
    here = grid.cells[place].rooms
    whom = {grid.offered.providers[key].organisation_id: grid.offered.providers[key].name for key in here}
    labels = {one.id: one.label for one in grid.needs}
    missing: list[tuple[object, str]] = [("", tr("Something else, see the words below"))]
    missing += [
        (
            key_of(one.place),
            tr("{need} in {area}", need=labels[one.place.need_id], area=area_name(grid, one.place.area_id)),
        )
        for one in grid.gaps
    ]
    fields = [
        FormField("organisation_id", tr("Whom to ask"), FieldKind.CHOICE, choices=list(whom.items())),
        FormField("other", tr("What is missing"), FieldKind.CHOICE, choices=missing),
        _words_field(tr("Words")),
    ]
    first = missing[1][0] if len(missing) > 1 else ""
    _open(
        parent,
        context,
        tr("Turn it into something missing"),
        tr("Several give the same here. One of them may be glad to give what is short."),
        fields,
        lambda values: NoteDraft(
            CoverageNoteKind.OVERLAP,
            place,
            values["organisation_id"],
            place_of(str(values["other"])) if values["other"] else None,
            values["words"] or "",
            values["follow_up_on"],
        ),
        {"organisation_id": next(iter(whom), None), "other": first},
    )


def open_note(parent: QWidget, context: AppContext, grid: Grid, place: Place) -> None:
    """Note what is being done about a place: somebody who is asked to begin it, or words.

    Args:
        parent: the page.
        context: the open hub.
        grid: on show.
        place: what is missing.
    """
    need = next(line.label for line in grid.needs if line.id == place.need_id)
    actor, organisations = context.actor, context.service(Organisations)

    def show(listed: list[tuple[str, str]]) -> None:
        choices: list[tuple[object, str]] = [(None, tr("Nobody in particular")), *listed]
        _open(
            parent,
            context,
            tr("Note what is being done"),
            tr("{need} in {area}.", need=need, area=area_name(grid, place.area_id)),
            [
                FormField("organisation_id", tr("Who is asked"), FieldKind.CHOICE, choices=choices),
                _words_field(tr("Words")),
            ],
            lambda values: NoteDraft(
                CoverageNoteKind.ASK,
                place,
                values["organisation_id"] or None,
                words=values["words"] or "",
                follow_up_on=values["follow_up_on"],
            ),
        )

    def read() -> list[tuple[str, str]]:
        keys = organisations.ids(actor, OrganisationFilter())
        return [(one.id, one.name) for one in organisations.rows(actor, keys)]

    context.jobs.read(read, show)


def open_later(parent: QWidget, context: AppContext, note_id: str) -> None:
    """Ask for another day to look at a note again."""
    coverage, actor = context.service(Coverage), context.actor
    dialog = FormDialog(
        tr("Put it off"),
        [FormField("follow_up_on", tr("Look again on"), FieldKind.DATE, required=True)],
        lambda values: coverage.later(actor, note_id, values["follow_up_on"]),
        context.jobs,
        parent,
        sentence=tr("It comes back on Today on that day."),
        verb=tr("Put it off"),
    )
    dialog.form.set_values({"follow_up_on": coverage.today() + timedelta(days=FOLLOW_UP_DAYS)})
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def open_done(parent: QWidget, context: AppContext, note_id: str) -> None:
    """Ask what came of a note."""
    coverage, actor = context.service(Coverage), context.actor
    dialog = FormDialog(
        tr("What came of it?"),
        [_words_field(tr("What came of it"))],
        lambda values: coverage.done(actor, note_id, values["words"] or ""),
        context.jobs,
        parent,
        verb=tr("Done"),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def print_sheet(parent: QWidget, context: AppContext, wanted: CoverageFilter) -> None:
    """Show the gap meeting sheet of a week, to be printed or saved."""
    tools, actor = context.hub.tools, context.actor

    def draw() -> bytes:
        from desktop.exports.gap_sheet import draw_gap_sheet

        return draw_gap_sheet(tools, actor, wanted, tools.clock())

    def show(content: bytes) -> None:
        preview_pdf(parent, context.jobs, Document(tr("Gap meeting sheet"), content, "gap-meeting.pdf"))

    context.jobs.read(draw, show)


def _words_field(label: str) -> FormField:
    return FormField("words", label, FieldKind.MULTILINE, lines=3, max_length=1000)


def _open(
    parent: QWidget,
    context: AppContext,
    title: str,
    sentence: str,
    fields: list[FormField],
    make: Any,
    given: dict[str, Any] | None = None,
) -> None:
    coverage, actor = context.service(Coverage), context.actor
    asked = [*fields, FormField("follow_up_on", tr("Look again on"), FieldKind.DATE, required=True)]
    dialog = FormDialog(
        title,
        asked,
        lambda values: coverage.note(actor, make(values)),
        context.jobs,
        parent,
        sentence=sentence,
        verb=tr("Note it"),
    )
    day = coverage.today() + timedelta(days=FOLLOW_UP_DAYS)
    dialog.form.set_values({"follow_up_on": day, **(given or {})})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
