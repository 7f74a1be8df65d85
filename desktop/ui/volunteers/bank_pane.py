"""Somebody of the volunteer bank in one pane: how to reach them first, then what they gave and were asked."""

from collections.abc import Sequence
from datetime import date

from db.enums import Answer
from db.enums_bank import Meanwhile, RecallAnswer
from db.queries.bank import BankRow, BankView
from desktop.domain.dates import clock_24
from desktop.domain.match_words import hours
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.domain.safe_words import SafeWords, in_words
from desktop.services.bank import PlacementLine
from desktop.services.volunteers import VolunteerDetail
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import day_names
from desktop.ui.volunteers.bank_words import LETTERS, answer_icon, answers, gave_words
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.words import say

ANSWERED, RANG, THANKED, PLACE = "bank_answered", "bank_rang", "bank_thanked", "bank_place"
BACK, LONGER, LETTER = "bank_back", "bank_longer", "bank_letter"
ACTS = {
    ANSWERED: "volunteer.set",
    RANG: "volunteer.set",
    THANKED: "volunteer.set",
    PLACE: "volunteer.set",
    BACK: "volunteer.set",
    LONGER: "volunteer.set",
    LETTER: "bank.print",
    **{one.value: "recall.ring" for one in LETTERS},
}
"""Each act of the pane and the action it needs."""


def bank_detail(
    row: BankRow,
    held: VolunteerDetail,
    placed: Sequence[PlacementLine],
    view: BankView,
    said: tuple[str, str],
    *,
    ended: bool,
) -> Detail:
    """Make the pane.

    Args:
        row: their line.
        held: the volunteer.
        placed: where they are or were lent to.
        view: the list they stand in.
        said: what to say on the phone, and how far the recall on show has come.
        ended: the recall on show is over.
    """
    reference = write(Kind.VOLUNTEER, row.number)
    name = full_name(row.first_name, row.last_name)
    running = next((one for one in placed if one.running), None)
    return Detail(
        name or reference,
        f"{reference}, {say(row.status)}",
        person=name or "?",
        sections=[
            DetailSection("", _reach(held)),
            _asked(row, view, said),
            _given(row),
            *_placements(placed),
        ],
        actions=_actions(row, view, running, ended=ended),
    )


def _reach(held: VolunteerDetail) -> list[DetailRow]:
    """How they asked to be reached stands before any number."""
    who = held.who.draft
    safe = SafeWords(
        who.safe_when, who.safe_message is Answer.NO, who.safe_post is Answer.NO, bool(who.safe_number)
    )
    numbers = (
        [national(who.safe_number)] if who.safe_number else [national(one.raw) for one in who.phones or ()]
    )
    return [
        DetailRow("", in_words(safe), icon="alert-triangle", tone=Tone.WARN),
        *(DetailRow(tr("Phone") if n == 0 else "", said, icon="phone") for n, said in enumerate(numbers)),
        DetailRow(tr("E-mail"), who.email),
        DetailRow(tr("Volunteer"), tr("Whole record"), key=f"volunteers:{held.id}"),
    ]


def _asked(row: BankRow, view: BankView, told: tuple[str, str]) -> DetailSection:
    if view is not BankView.RECALL or row.answer is None:
        return DetailSection("", [])
    words, far = told
    rows = [DetailRow("", words), DetailRow("", far, tone=Tone.SECOND)]
    if row.answer is not RecallAnswer.TO_RING:
        said = answers()[row.answer]
        if row.asked_on is not None:
            said = tr("{answer}, {day}", answer=said, day=day_of(row.asked_on))
        rows.append(DetailRow(tr("Last time"), said, icon=answer_icon(row.answer)))
    if row.can_from is not None:
        rows.append(DetailRow(tr("From"), day_of(row.can_from)))
    rows.append(DetailRow("", row.note))
    if row.tries > 1:
        rows.append(DetailRow(tr("Rung"), tr_count("{count} time", "{count} times", row.tries)))
    return DetailSection(row.recall, rows)


def _given(row: BankRow) -> DetailSection:
    since = tr("Since thanked") if row.thanked_on else tr("In all")
    return DetailSection(
        tr("What they gave"),
        [
            DetailRow(since, gave_words(row) or tr("No task yet")),
            DetailRow(tr("Last task"), _day(row.last_task)),
            DetailRow(tr("Thanked"), _day(row.thanked_on)),
            DetailRow(tr("Last rung"), _day(row.touched_on)),
            DetailRow(tr("Again on"), _day(row.next_on)),
            DetailRow(tr("Signed up"), _day(row.joined_on)),
        ],
    )


def _placements(placed: Sequence[PlacementLine]) -> list[DetailSection]:
    return [DetailSection(tr("With {name}", name=one.organisation), _placement(one)) for one in placed[:3]]


def _hours_there(one: PlacementLine) -> str:
    if one.starts_at is None or one.ends_at is None:
        return ""
    days = ", ".join(day_names()[day][:3] for day in one.weekdays)
    first, last = clock_24(one.starts_at), clock_24(one.ends_at)
    return tr("{days}, {first} to {last}", days=days, first=first, last=last)


def _placement(one: PlacementLine) -> list[DetailRow]:
    days = tr("{first} to {last}", first=day_of(one.first_day), last=day_of(one.last_day))
    if one.returned_on is not None:
        back = tr("Back since {day}", day=day_of(one.returned_on))
        return [DetailRow("", days), DetailRow("", back, icon="check"), DetailRow("", one.return_note)]
    asked = {
        Meanwhile.NOTHING: tr("Nothing is asked of them here meanwhile"),
        Meanwhile.OTHER_HOURS: tr("Asked here as well"),
    }
    week = hours(one.weekly_minutes) if one.weekly_minutes is not None else ""
    return [
        DetailRow(tr("Does"), one.role),
        DetailRow(tr("Days"), days),
        DetailRow(tr("A week"), week),
        DetailRow(tr("There"), _hours_there(one)),
        DetailRow(tr("Contact"), f"{one.contact_name} {one.contact_phone}".strip()),
        DetailRow(tr("They checked"), one.host_checks),
        DetailRow(tr("Look at it"), day_of(one.review_on)),
        DetailRow("", asked[one.meanwhile]),
        DetailRow("", tr("Agreed that the host is told, {day}", day=day_of(one.agreed_on))),
    ]


def _day(day: date | None) -> str:
    return day_of(day) if day is not None else ""


def _actions(
    row: BankRow, view: BankView, running: PlacementLine | None, *, ended: bool
) -> list[DetailAction]:
    first, second = ButtonKind.PRIMARY, ButtonKind.SECONDARY
    if view is BankView.RECALL:
        said = answers()
        return [
            DetailAction(
                one.value,
                said[one],
                answer_icon(one),
                first if one is RecallAnswer.YES else second,
                (letter,),
                tr("This recall has ended.") if ended else "",
            )
            for one, letter in LETTERS.items()
        ]
    if running is not None:
        return [
            DetailAction(BACK, tr("Is back"), "check", first if view is BankView.PLACED else second),
            DetailAction(LONGER, tr("Make longer"), "calendar-event"),
            DetailAction(LETTER, tr("Letter to the host"), "mail"),
            DetailAction(THANKED, tr("Thanked"), "heart"),
        ]
    main = {
        BankView.REPLY: DetailAction(ANSWERED, tr("Record the reply"), "phone", first),
        BankView.THANK: DetailAction(THANKED, tr("Thanked"), "heart", first),
    }.get(view, DetailAction(RANG, tr("Rang them"), "phone", first))
    others = [
        DetailAction(RANG, tr("Rang them"), "phone"),
        DetailAction(THANKED, tr("Thanked"), "heart"),
        DetailAction(PLACE, tr("Place with a host"), "building-community"),
    ]
    return [main, *(one for one in others if one.key != main.key and not _odd(one.key, view))]


def _odd(key: str, view: BankView) -> bool:
    """Whoever signed up and was not answered yet is answered first."""
    return view is BankView.REPLY and key in (RANG, THANKED)
