"""Each volunteer's own shifts to take home: pages to print, or calendars that name nobody."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.rota_papers import PaperData, RotaPapers
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.page import Page
from desktop.ui.preview import Document, preview_pdf

PAGES, LARGE, CALENDARS = "pages", "large", "calendars"
_WEEKS = 4
_MOST_WEEKS = 8


def open_own_shifts(page: Page, context: AppContext, monday: date) -> None:
    """Ask whose shifts, and as what.

    Args:
        page: the rota.
        context: the open hub.
        monday: of the first week.
    """
    papers = context.service(RotaPapers)
    last = monday + timedelta(weeks=_MOST_WEEKS, days=-1)
    context.jobs.read(lambda: papers.days(context.actor, monday, last), partial(_ask, page, context, monday))


def _ask(page: Page, context: AppContext, monday: date, every: PaperData) -> None:
    people = every.people()
    if not people:
        page.said.emit(tr("Nobody is on the rota in the weeks ahead."), False)
        return
    papers = context.service(RotaPapers)

    def gather(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], PaperData]:
        weeks = values["weeks"] or _WEEKS
        if not 1 <= weeks <= _MOST_WEEKS:
            words = tr("From 1 to {most} weeks.", most=_MOST_WEEKS)
            raise DomainError(words, field="weeks")
        return values, papers.days(context.actor, monday, monday + timedelta(weeks=weeks, days=-1))

    dialog = FormDialog(
        tr("Own shifts to take home"),
        _fields(every, people),
        gather,
        context.jobs,
        page,
        verb=tr("Go on"),
        sentence=tr("First names of those on the same shift, nobody who is helped, no numbers."),
    )
    dialog.form.set_values({"who": people, "how": PAGES, "weeks": _WEEKS})
    dialog.form.mark_clean()
    dialog.saved.connect(lambda found: _go_on(page, context, *found))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _fields(every: PaperData, people: Sequence[str]) -> list[FormField]:
    ways = [(PAGES, tr("Pages")), (LARGE, tr("Large print")), (CALENDARS, tr("Calendar files"))]
    named = [(key, every.short(key)) for key in people]
    return [
        FormField("how", tr("As"), FieldKind.SEGMENT, choices=ways, required=True),
        FormField("weeks", tr("For how many weeks"), FieldKind.NUMBER, half=True),
        FormField("who", tr("Whose"), FieldKind.MULTI, choices=named, required=True),
    ]


def _go_on(page: Page, context: AppContext, values: Mapping[str, Any], data: PaperData) -> None:
    on = set(data.people())
    keys = [key for key in values["who"] if key in on]
    if not keys:
        page.said.emit(tr("None of them has a shift in those weeks."), False)
    elif values["how"] == CALENDARS:
        _ask_folder(page, context, data, keys)
    else:
        large = values["how"] == LARGE
        context.jobs.read(
            lambda: draw_own(context, data, keys, large=large),
            lambda document: preview_pdf(page, context.jobs, document),
        )


def draw_own(context: AppContext, data: PaperData, keys: Sequence[str], *, large: bool) -> Document:
    """Draw the pages of some volunteers (worker); the record is left when they go."""
    from desktop.exports.rota_print import render_own

    content, _pages = render_own(data, keys, large=large)
    papers = context.service(RotaPapers)
    return Document(
        tr("Own shifts"),
        content,
        f"own-shifts-{data.first:%Y-%m-%d}.pdf",
        lambda name, put: papers.leave(context.actor, data, keys, content, name, put),
    )


def _ask_folder(page: Page, context: AppContext, data: PaperData, keys: Sequence[str]) -> None:
    dialog = FileDialog(page.window(), tr("A folder for the calendars"))
    dialog.setFileMode(FileDialog.FileMode.Directory)
    dialog.setOption(FileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: save_calendars(page, context, data, keys, Path(chosen)))
    dialog.open()


def save_calendars(
    page: Page, context: AppContext, data: PaperData, keys: Sequence[str], folder: Path
) -> None:
    """Write a calendar file for each volunteer into a folder, with the record of it: all or none."""

    def write() -> object:
        from desktop.exports.files import write_bytes
        from desktop.exports.rota_print import calendar_of

        papers, now = context.service(RotaPapers), context.hub.tools.clock()
        made = {
            f"{_file_name(data.short(key), at)}.ics": calendar_of(data, key, now)
            for at, key in enumerate(keys, 1)
        }

        def put() -> None:
            for name, content in made.items():
                write_bytes(folder / name, content)

        return papers.leave(context.actor, data, keys, b"".join(made.values()), folder.name, put)

    count = tr_count("{count} calendar", "{count} calendars", len(keys))
    words = tr("{calendars} saved to {folder}", calendars=count, folder=folder.name)
    context.jobs.write(write, lambda _changes: page.said.emit(words, False))


def _file_name(short: str, number: int) -> str:
    """A name any disk takes, the same person first: "01 Kofi M"."""
    plain = "".join(one for one in short if one.isalnum() or one == " ").strip()
    return f"{number:02} {plain}".strip()
