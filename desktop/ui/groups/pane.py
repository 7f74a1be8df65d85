"""The pane of a street group: the number to ring, last time, what it raised, and the answers."""

from datetime import date

from db.enums_groups import CheckInOutcome, IssueState
from db.queries.groups import CheckInRow, GroupRow, IssueRow, StepRow
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.services.groups import GroupDetail
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import MORE
from desktop.ui.base.tokens import Tone
from desktop.ui.groups.words import LETTERS, issue_line, outcome_look, outcomes, states
from desktop.ui.help_words import due_words, local, short_date

RAISE, NOTE, PACK, OPEN_IN = "raise_issue", "all_well_note", "pack", "open_in"
ISSUE = "groups:issue:"
"""What leads to an issue of a group."""


def quiet_days(row: GroupRow, today: date) -> int | None:
    """How many days a group was not heard from; None for never heard from."""
    return None if row.heard_at is None else max((today - local(row.heard_at).date()).days, 0)


def group_detail(held: GroupDetail, today: date) -> Detail:
    """Make the pane."""
    row = held.row
    days = quiet_days(row, today)
    quiet = days is not None and days > 7
    ring = [
        DetailRow(tr("Ring"), row.contact_name),
        DetailRow(tr("Phone"), national(row.phone), icon="phone"),
        DetailRow(tr("Deputy"), row.deputy_name),
        DetailRow(tr("Areas"), row.areas),
        DetailRow(
            "",
            tr_count("Not heard from for {count} day", "Not heard from for {count} days", days or 0)
            if quiet
            else "",
            icon="alert-triangle",
            tone=Tone.WARN,
        ),
    ]
    return Detail(
        row.name,
        write(Kind.ORGANISATION, row.number),
        icon="building-community",
        sections=[
            DetailSection("", ring),
            _work(held, today),
            DetailSection(tr("What they raised"), _issues(held.issues, held.steps, today)),
            DetailSection(tr("Calls"), [_call(one) for one in held.check_ins]),
        ],
        actions=_actions(),
    )


def _work(held: GroupDetail, today: date) -> DetailSection:
    """The open requests that are theirs, each leading to it."""
    rows = [
        DetailRow(
            due_words(one.due_on, one.due_time, today) or tr("No day"),
            tr("{need} for {person}", need=one.need, person=f"{one.first_name} {one.last_name}".strip()),
            key=f"requests:{one.id}",
        )
        for one in held.work
    ]
    more = held.work_count - len(rows)
    if more:
        rows.append(DetailRow("", tr("and {count} more", count=f"{more:,}")))
    title = tr_count("{count} request is theirs", "{count} requests are theirs", held.work_count)
    return DetailSection(title if rows else "", rows)


def _issues(issues: tuple[IssueRow, ...], steps: tuple[StepRow, ...], today: date) -> list[DetailRow]:
    found = []
    for one in issues:
        closed = one.state is IssueState.CLOSED
        late = not closed and one.chase_on <= today
        day = short_date(one.closed_on or one.chase_on)
        found.append(
            DetailRow(
                states()[one.state],
                issue_line(one, day),
                icon="calendar-due" if late else "",
                tone=Tone.WARN if late else None,
                key=f"{ISSUE}{one.id}",
            )
        )
        found.extend(
            DetailRow(
                short_date(local(step.at).date()), tr("{words} ({name})", words=step.words, name=step.by)
            )
            for step in steps
            if step.issue_id == one.id and not closed
        )
    return found


def _call(one: CheckInRow) -> DetailRow:
    icon, tone = outcome_look(one.outcome)
    said = outcomes()[one.outcome]
    words = tr("{outcome}: {note}", outcome=said, note=one.note) if one.note else said
    return DetailRow(short_date(local(one.at).date()), f"{words} ({one.by})", icon=icon, tone=tone)


def _actions() -> list[DetailAction]:
    looks = {
        CheckInOutcome.ALL_WELL: ("check", ButtonKind.PRIMARY),
        CheckInOutcome.NEEDS_SOMETHING: ("arrow-right", ButtonKind.SECONDARY),
        CheckInOutcome.NO_ANSWER: ("phone-off", ButtonKind.SECONDARY),
        CheckInOutcome.CALL_BACK: ("phone-call", ButtonKind.SECONDARY),
    }
    said = outcomes()
    return [
        *(
            DetailAction(one.value, said[one], icon, kind, (LETTERS[one],))
            for one, (icon, kind) in looks.items()
        ),
        DetailAction(MORE, tr("More"), "dots", ButtonKind.QUIET),
    ]


def more_actions() -> tuple[tuple[str, str, str], ...]:
    """What is done seldom: key, words and icon."""
    return (
        (NOTE, tr("All well, with a note…"), "pencil"),
        (RAISE, tr("Raise an issue…"), "plus"),
        (PACK, tr("Print their pack"), "printer"),
        (OPEN_IN, tr("Whole record"), "building-community"),
    )
