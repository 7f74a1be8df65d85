"""What is shown of one request beside the list."""

from datetime import date

from db.enums import Answer, RequestStatus, TaskStatus
from db.queries.tasks import TaskRow
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.casework import Casework
from desktop.services.consents import Consents
from desktop.services.ladder_choices import LadderChoices
from desktop.services.needs import Needs
from desktop.services.pauses import Pauses
from desktop.services.people import People, PersonDetail
from desktop.services.requests import RequestDetail, Requests
from desktop.services.routing import Routing
from desktop.services.tasks import Tasks
from desktop.services.wordings import HELP
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.record_page import MORE
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import (
    close_reasons,
    day_words,
    due_words,
    local,
    moment_words,
    short_date,
    status_cell,
    whole_repeat,
)
from desktop.ui.requests.casework import case_section
from desktop.ui.requests.nearest import nearest_section
from desktop.ui.requests.resting import resting_rows
from desktop.ui.requests.whose import whose_rows
from desktop.ui.words import say

FIND, CLOSE, REOPEN = "find", "close", "reopen"
WAIT, GO_ON, HISTORY, PASS_ON = "wait", "go_on", "history", "pass_on"
TAKE, NEXT = "take", "next"
"""The two buttons of triage: take the way chosen, and go on to the next request to look at."""
CLOSED = (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)
MOST_TASKS = 6


def detail_of(context: AppContext, request_id: str) -> Detail:
    """Everything the pane shows (worker).

    Args:
        context: the open hub.
        request_id: the request.

    Returns:
        What is shown; of a private need no more than the reader may see.
    """
    actor, requests = context.actor, context.service(Requests)
    found = requests.get(actor, request_id)
    person = context.service(People).get(actor, found.draft.person_id)
    today = requests.today()
    is_new = found.status is RequestStatus.NEW
    facts, answers = _facts(context, found, person, today), _answers(context, found)
    if found.draft.recurrence and found.status not in CLOSED:
        spells = context.service(Pauses).of_person(actor, found.draft.person_id)
        facts += resting_rows(spells, request_id, today)
    facts += whose_rows(context.service(Routing).of_request(actor, request_id), request_id)
    if is_new:
        # What triage asks stands below, so all there is to know is told without headings between.
        sections = [DetailSection("", facts), DetailSection("", answers)]
    else:
        tasks = context.service(Tasks).rows(actor, [task.id for task in found.tasks])
        sections = [
            DetailSection("", facts),
            DetailSection(tr("What was asked"), answers),
            DetailSection(tr("Tasks"), _tasks(tasks, today)),
        ]
    if actor.may("case.see"):
        steps = context.service(Casework).of(actor, request_id)
        sections.insert(len(sections) if is_new else 1, case_section(steps, today))
    sections.append(nearest_section(context.service(LadderChoices).of(actor, request_id)))
    # Triage asks how soon in a control of its own, so it is not said twice.
    urgency = None if is_new else found.draft.urgency
    return Detail(
        title=tr("{need} for {person}", need=found.need, person=found.person),
        subtitle=_subtitle(found, today),
        icon=found.icon,
        urgency=(urgency, _due(found, today)) if urgency else None,
        quote=found.draft.words,
        sections=sections,
        actions=_actions(found.status),
    )


def _subtitle(found: RequestDetail, today: date) -> str:
    asked = tr(
        "asked by {channel}, {when}",
        channel=say(found.draft.source).lower(),
        when=moment_words(found.taken_at, today),
    )
    taken = tr("taken by {name}", name=found.taken_by) if found.taken_by else ""
    return " · ".join(part for part in (f"R-{found.number}", asked, taken) if part)


def _due(found: RequestDetail, today: date) -> str:
    due = due_words(found.draft.due_on, found.draft.due_time, today)
    words = say(found.draft.urgency)
    said_already = words.lower() == day_words(found.draft.due_on, today) if found.draft.due_on else True
    if found.status in CLOSED or (said_already and not found.draft.due_time):
        return words
    return f"{words} · {due}"


def _facts(context: AppContext, found: RequestDetail, person: PersonDetail, today: date) -> list[DetailRow]:
    home = person.draft.household
    where = ", ".join(part for part in (home.address_line1, home.town, home.postcode) if part) if home else ""
    state = status_cell(found.status)
    rows = [
        *([] if found.status is RequestStatus.NEW else [_status(state)]),
        DetailRow(tr("Waiting on"), found.draft.waiting_on),
        DetailRow(tr("Where"), where),
        DetailRow(tr("Safe contact"), _safe(person)),
        DetailRow(tr("Phone"), _phone(person)),
        DetailRow(tr("Diet"), home.food_needs if home else ""),
        _sharing(context, found.draft.person_id),
        DetailRow(tr("Repeat"), whole_repeat(found.draft.recurrence, found.draft.holidays)),
        DetailRow(tr("How"), tr("Fetched from the hub") if found.draft.collects else ""),
        DetailRow(tr("Person"), found.person, key=f"person:{found.draft.person_id}"),
    ]
    if found.close_reason is not None:
        note = f". {found.close_note}" if found.close_note else ""
        rows.insert(1, DetailRow(tr("Why closed"), close_reasons()[found.close_reason] + note))
    return rows


def _status(state: Cell) -> DetailRow:
    return DetailRow(tr("Status"), state.text, icon=state.icon, tone=state.tone)


def _safe(person: PersonDetail) -> str:
    draft = person.draft
    number = tr("Ring only {number}.", number=national(draft.safe_number)) if draft.safe_number else ""
    message = tr("Leave no message.") if draft.safe_message is Answer.NO else ""
    return " ".join(part for part in (number, draft.safe_when, message) if part)


def _phone(person: PersonDetail) -> str:
    phones = person.draft.phones or ()
    return "\n".join(" · ".join(part for part in (one.raw, one.note) if part) for one in phones)


def _sharing(context: AppContext, person_id: str) -> DetailRow:
    said = next(
        (
            one
            for one in context.service(Consents).of(context.actor, person_id)
            if one.purpose == HELP and one.recipient_id is None
        ),
        None,
    )
    title = tr("Sharing")
    if said is None:
        return DetailRow(title, tr("Not asked yet"), icon="help-circle", tone=Tone.WARN)
    day = short_date(local(said.given_at).date())
    if said.withdrawn_at is not None:
        return DetailRow(title, tr("Taken back"), icon="hand-stop", tone=Tone.DANGER)
    if said.answer is Answer.YES:
        return DetailRow(title, tr("Yes, given {day}", day=day), icon="circle-check", tone=Tone.OK)
    return DetailRow(title, tr("No, said {day}", day=day), icon="hand-stop", tone=Tone.DANGER)


def _answers(context: AppContext, found: RequestDetail) -> list[DetailRow]:
    """The need's questions with what was answered, and who called for somebody else."""
    draft = found.draft
    needs = context.service(Needs).all(context.actor, with_inactive=True)
    need = next((one for one in needs if one.code == draft.need_code), None)
    rows = []
    for question in need.questions if need else ():
        answer = str(draft.answers.get(question["code"], ""))
        offered = {str(one["code"]): str(one["label"]) for one in question.get("choices", ())}
        rows.append(DetailRow(str(question["label"]), offered.get(answer, answer)))
    if draft.because_of is not Answer.NOT_ASKED and draft.need_code:
        rows.append(DetailRow(tr("Because of age, illness or disability?"), say(draft.because_of)))
    rows.append(DetailRow(tr("Items"), draft.items))
    caller = ", ".join(
        part for part in (draft.caller_name, draft.caller_relationship, draft.caller_phone) if part
    )
    rows.append(DetailRow(tr("Asked by"), caller))
    if caller and draft.caller_knows is not Answer.NOT_ASKED:
        rows.append(DetailRow(tr("They know and agree"), say(draft.caller_knows)))
    return rows


def _tasks(tasks: list[TaskRow], today: date) -> list[DetailRow]:
    ahead = [task for task in tasks if task.on_date >= today or task.status is TaskStatus.OUT]
    shown = ahead[:MOST_TASKS] or tasks[-MOST_TASKS:]
    rows = [_task(task, today) for task in shown]
    more = len(tasks) - len(shown)
    if more:
        rows.append(DetailRow("", tr("and {count} more", count=f"{more:,}")))
    return rows


def _task(task: TaskRow, today: date) -> DetailRow:
    state = say(task.outcome) if task.outcome else say(task.status)
    who = task.volunteer or (tr("No one yet") if task.status is TaskStatus.PLANNED else "")
    on_round = f"S-{task.round_number}" if task.round_number else ""
    words = " · ".join(part for part in (who, state, on_round) if part)
    day = day_words(task.on_date, today)
    return DetailRow(day[:1].upper() + day[1:], words, key=f"tasks:{task.id}")


def _actions(status: RequestStatus) -> list[DetailAction]:
    more = DetailAction(MORE, tr("More"), icon="dots")
    if status in CLOSED:
        return [DetailAction(REOPEN, tr("Open again"), kind=ButtonKind.PRIMARY), more]
    if status is RequestStatus.NEW:
        take = DetailAction(TAKE, tr("Ask a volunteer"), "check", ButtonKind.PRIMARY, keys=(ENTER,))
        close = DetailAction(CLOSE, tr("Close…"), kind=ButtonKind.QUIET)
        return [take, close, DetailAction(NEXT, tr("Next"), keys=("J",)), more]
    return [
        DetailAction(FIND, tr("Find someone"), "user-check", ButtonKind.PRIMARY),
        DetailAction(CLOSE, tr("Close…")),
        more,
    ]
