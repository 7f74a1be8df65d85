"""The cards of the page about one person, in the order they are read: safe contact first."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.enums import RequestStatus, TaskOutcome, TaskStatus
from db.queries.notices import ToldRow
from db.queries.person_page import Asked, TaskOfPerson
from desktop.domain.references import Kind, write
from desktop.services.consents import ConsentLine
from desktop.services.person_page import Helped, WholePerson
from desktop.ui.base.card import Card, SectionHeader
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import DetailRow, rows_grid
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import need_words, short_date, status_cell
from desktop.ui.history import Told
from desktop.ui.people.pane import (
    about_rows,
    agreed_row,
    limit_rows,
    links_rows,
    phones_rows,
    safe_contact_rows,
    tried_row,
)
from desktop.ui.telling import told_row
from desktop.ui.words import say

Follow = Callable[[str], object]
TASKS_SHOWN = 6
HISTORY_SHOWN = 30


def reach_cards(
    whole: WholePerson, consents: Sequence[ConsentLine], told: Sequence[ToldRow], follow: Follow
) -> list[QWidget]:
    """How to reach somebody and with whom: the left column.

    Args:
        whole: the person.
        consents: what they agreed to, newest first.
        told: when they were told what is done with their data, newest first.
        follow: called with the key of a line that was followed.
    """
    held = whole.held
    safe, limited = safe_contact_rows(held.draft), limit_rows(held.limit)
    home = [DetailRow("", name, key=f"person:{key}") for key, name in held.neighbours]
    apart = [DetailRow("", name, key=f"volunteers:{key}") for key, name in whole.apart]
    kept = [
        DetailRow(_until(one.look_again_on), one.reason, key=f"protection:holds:{one.id}")
        for one in whole.holds
        if one.stands
    ]
    listed = [
        _card(tr("Safe contact"), safe, follow, role="note") if safe else None,
        _card(tr("Use of their data"), limited, follow, role="note") if limited else None,
        _card(tr("Contact and home"), [*phones_rows(held.draft), *about_rows(held)], follow),
        _card(
            tr("At the same address"),
            home,
            follow,
            empty=tr("Nobody else is recorded here.") if held.household_id else "",
        ),
        _card(tr("People to ring"), links_rows(held.draft), follow, empty=tr("Nobody is named yet.")),
        _card(
            tr("Sharing"),
            [agreed_row(one) for one in consents],
            follow,
            empty=tr("They have not been asked yet."),
        ),
        _card(
            tr("Told about their data"),
            [told_row(one) for one in told],
            follow,
            empty=tr("They have not been told yet."),
        ),
        _card(tr("Do not send"), apart, follow) if apart else None,
        _card(tr("Records kept back"), kept, follow) if kept else None,
    ]
    return [one for one in listed if one is not None]


def help_cards(whole: WholePerson, told: Told, follow: Follow) -> list[QWidget]:
    """What was asked, tried and changed: the right column.

    Args:
        whole: the person.
        told: history of the record.
        follow: called with the key of a line that was followed.
    """
    waiting = [row for one in whole.open for row in _helped(one)]
    past = [row for one in whole.past for row in _helped(one)]
    lines = [(one, told.words(one)) for one in told.edits]
    said = [
        DetailRow(f"{one.at.astimezone():%d %b %Y}", f"{words} ({one.who})") for one, words in lines if words
    ]
    return [
        _card(
            tr("Open requests"),
            waiting,
            follow,
            note=_number(len(whole.open)),
            empty=tr("They are not waiting for anything."),
        ),
        _card(
            tr("Past requests"),
            past,
            follow,
            note=_number(len(whole.past)),
            empty=tr("Nothing was asked before."),
        ),
        _card(
            tr("Contacts tried"),
            [tried_row(one) for one in whole.contacts],
            follow,
            empty=tr("Nobody has tried to reach them yet."),
        ),
        _card(tr("History"), said[:HISTORY_SHOWN], follow, empty=tr("Nothing was changed.")),
    ]


def _card(
    title: str,
    rows: Sequence[DetailRow],
    follow: Follow,
    *,
    note: str = "",
    empty: str = "",
    role: str = "card",
) -> Card:
    card = Card(role=role)
    card.setAccessibleName(title)
    card.column.addWidget(SectionHeader(title, note, card))
    shown = [row for row in rows if row.value]
    if shown:
        card.column.addLayout(rows_grid(shown, follow))
    elif empty:
        card.column.addWidget(Label(empty, kind="second", wrap=True))
    return card


def _helped(one: Helped) -> list[DetailRow]:
    """A request and under it its tasks."""
    row = one.row
    state = status_cell(row.status, row.volunteer)
    reference = write(Kind.REQUEST, row.number)
    words = f"{need_words(row.need, row.recurrence)}, {reference}"
    found = [
        DetailRow(f"{row.taken_at.astimezone():%d %b %Y}", words, key=f"requests:{row.id}"),
        DetailRow(" ", state.text, icon=state.icon, tone=state.tone if _is_open(row.status) else Tone.SECOND),
    ]
    if one.asked_by is not None:
        found.append(DetailRow(" ", _asked(one.asked_by)))
    tasks = [DetailRow(" ", _task(task)) for task in one.tasks[:TASKS_SHOWN]]
    if (left := len(one.tasks) - TASKS_SHOWN) > 0:
        tasks.append(DetailRow(" ", tr_count("{count} more task", "{count} more tasks", left)))
    return found + tasks


def _is_open(status: RequestStatus) -> bool:
    return status not in (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)


def _asked(one: Asked) -> str:
    if one.relationship:
        return tr("Asked by {name}, {relationship}", name=one.caller, relationship=one.relationship)
    return tr("Asked by {name}", name=one.caller)


def _task(task: TaskOfPerson) -> str:
    ended: TaskOutcome | TaskStatus = task.outcome or task.status
    where = write(Kind.ROUND, task.round_number) if task.round_number else ""
    parts = [f"{short_date(task.on_date)} {task.on_date.year}", say(ended), task.volunteer, where]
    return " · ".join(part for part in parts if part)


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def _until(day: date | None) -> str:
    return tr("until {day}", day=show_date(day)) if day is not None else ""
