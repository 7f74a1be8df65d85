"""What those who are out give Today: whoever should have been heard of, with the step whose turn it is."""

from db.enums import Urgency
from db.queries import out_now as query
from desktop.domain.names import full_name
from desktop.domain.out_now import OutState, OutStep, next_step, state_of
from desktop.domain.phones import national
from desktop.services.today_items import Desk, TodayItem, Words, known, source, words
from desktop.services.waits import waits_in


@source("out", "out.set")
def not_heard_of(desk: Desk) -> list[TodayItem]:
    """A line for each who is late; rounds that are late back have their own."""
    found = []
    now, grace = desk.now.astimezone(), waits_in(desk.session).grace
    for row in query.rows(desk.session, query.ids(desk.session, open_only=True)):
        state = state_of(row.due_at, row.back_at, now, grace)
        if state is OutState.OUT or (row.round_id and state is OutState.LATE):
            continue
        name = full_name(row.first_name, row.last_name)
        alarm = state is OutState.ALARM and row.alone
        sentence = words("{name} is out alone and not heard of", name=name)
        if not alarm:
            sentence = words("{name} should have been heard of", name=name)
        due = row.due_at.astimezone()
        ring = desk.actor.may("phone.see")
        found.append(
            TodayItem(
                key=f"out:{row.id}",
                urgency=Urgency.TODAY,
                day=due.date(),
                at=due.time(),
                sentence=sentence,
                second=known(
                    words("{what}", what=row.what or row.round_name) if row.what or row.round_name else None,
                    _step(row, ring=ring),
                ),
                verb=words("See to it"),
                place="out",
                item=row.id,
            )
        )
    return found


def _step(row: query.OutRow, *, ring: bool) -> Words | None:
    step = next_step(row.step)
    if step is OutStep.RING:
        return words("ring {phone}", phone=national(row.phone)) if row.phone and ring else words("ring them")
    if step is OutStep.CONTACT and row.contact:
        return words("ring {name}, their contact", name=row.contact)
    return {
        OutStep.CONTACT: words("ask who knows where they are"),
        OutStep.GO: words("send somebody to look"),
        OutStep.TELL: words("tell the safeguarding lead"),
        None: words("every step was taken: ring 999 if you fear for them"),
    }.get(step)
