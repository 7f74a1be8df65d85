"""Everything about one person in one pane: safe contact first."""

from collections.abc import Sequence

from db.enums import Answer, ContactPreference, LinkKind, PersonStatus
from desktop.domain.limits import Limit
from desktop.domain.match_words import language
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.services.consents import ConsentLine
from desktop.services.contacts import AttemptLine
from desktop.services.intake import PersonCard
from desktop.services.limits import Limited
from desktop.services.people import PersonDetail, PersonDraft
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import EDIT, VOID
from desktop.ui.base.tokens import Tone
from desktop.ui.people.told import shared_with
from desktop.ui.words import say

CALL, CONSENT, CONTACT, HISTORY, OPEN = "call", "consent", "contact", "history", "open"
TAKE_BACK = "take_back"
MOST_LISTED = 6


def person_pane(
    held: PersonDetail, card: PersonCard, consents: Sequence[ConsentLine], contacts: Sequence[AttemptLine]
) -> Detail:
    """Make the pane.

    Args:
        held: the person.
        card: their open requests.
        consents: what they agreed to, newest first.
        contacts: contacts tried, newest first.
    """
    draft, reference = held.draft, write(Kind.PERSON, held.number)
    return Detail(
        full_name(draft.first_name, draft.last_name, draft.preferred_name) or reference,
        reference,
        person=full_name(draft.first_name, draft.last_name) or "?",
        sections=[
            DetailSection(tr("Safe contact"), safe_contact_rows(draft)),
            DetailSection(tr("Use of their data"), limit_rows(held.limit)),
            DetailSection("", [*phones_rows(draft), *about_rows(held)]),
            DetailSection(tr("People to ring"), links_rows(draft)),
            DetailSection(
                tr("At the same address"),
                [DetailRow("", name, key=f"person:{key}") for key, name in held.neighbours],
            ),
            DetailSection(
                tr("Open requests"),
                [
                    DetailRow(
                        row.need, write(Kind.REQUEST, row.number), icon=row.icon, key=f"requests:{row.id}"
                    )
                    for row in card.open_requests
                ],
            ),
            DetailSection(tr("Sharing"), [agreed_row(line) for line in consents[:MOST_LISTED]]),
            DetailSection(tr("Last contacts"), [tried_row(one) for one in contacts]),
        ],
        actions=[
            DetailAction(CALL, tr("New call"), "phone-plus", ButtonKind.PRIMARY),
            DetailAction(OPEN, tr("Open"), "user", keys=(ENTER,)),
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(CONTACT, tr("Contact tried"), "phone-call"),
            DetailAction(CONSENT, tr("Sharing"), "circle-check"),
            *_take_back(consents),
            DetailAction(HISTORY, tr("History"), "history"),
            DetailAction(VOID, tr("Take off"), "trash", ButtonKind.QUIET),
        ],
    )


def _take_back(consents: Sequence[ConsentLine]) -> list[DetailAction]:
    """The way to take sharing back, while there is a yes."""
    stands = any(line.stands for line in consents)
    return [DetailAction(TAKE_BACK, tr("Take sharing back"), "arrow-back-up")] if stands else []


def safe_contact_rows(draft: PersonDraft) -> list[DetailRow]:
    """How they may be reached safely."""
    rows = [
        DetailRow(tr("Ring only"), national(draft.safe_number), icon="shield-check", tone=Tone.WARN),
        DetailRow(tr("When"), draft.safe_when),
        DetailRow(tr("Leave a message"), _asked(draft.safe_message)),
        DetailRow(tr("Post"), _asked(draft.safe_post)),
    ]
    return [row for row in rows if row.value]


def limit_rows(limit: Limited | None) -> list[DetailRow]:
    """What they asked that keeps their data in the hub, and how it is ended."""
    if limit is None:
        return []
    asked = tr("They asked us on {day} to restrict it", day=show_date(limit.since))
    if limit.limit is Limit.OBJECTED:
        asked = tr("They objected to it on {day}", day=show_date(limit.since))
    stays = tr("Kept in the hub: nothing about them is handed over, passed on or exported.")
    ends = (
        tr("To be decided under Rights.")
        if limit.is_open
        else tr("It stands until it is ended under Rights.")
    )
    rows = [
        DetailRow("", asked, icon="hand-stop", tone=Tone.WARN),
        DetailRow("", f"{stays} {ends}"),
    ]
    if may("rights.see"):
        rows.append(DetailRow("", tr("See what they asked"), key=f"protection:rights:{limit.request_id}"))
    return rows


def phones_rows(draft: PersonDraft) -> list[DetailRow]:
    """Their numbers, first choice first."""
    numbers = [" ".join(part for part in (national(one.raw), one.note) if part) for one in draft.phones or ()]
    return [DetailRow(tr("Phone") if n == 0 else "", words) for n, words in enumerate(numbers)]


def about_rows(held: PersonDetail) -> list[DetailRow]:
    """Where they live and what is good to know."""
    draft, home = held.draft, held.draft.household
    parts = (home.address_line1, home.address_line2, home.town, home.postcode) if home else ()
    where = ", ".join(part for part in parts if part)
    status = "" if draft.status is PersonStatus.ACTIVE else say(draft.status)
    reach = "" if draft.contact_preference is ContactPreference.UNKNOWN else say(draft.contact_preference)
    return [
        DetailRow(tr("Status"), status, tone=Tone.WARN),
        DetailRow("", draft.status_note),
        DetailRow(tr("Born"), f"{draft.date_of_birth:%d/%m/%Y}" if draft.date_of_birth else ""),
        DetailRow(tr("Where"), where, key=f"households:{held.household_id}" if held.household_id else ""),
        DetailRow(tr("Reach by"), reach),
        DetailRow(tr("E-mail"), draft.email),
        DetailRow(tr("Language"), language(draft.language_code)),
        DetailRow(tr("Talking"), draft.communication_needs),
        DetailRow(tr("Good to know"), draft.good_to_know),
        DetailRow(tr("Does well"), draft.strengths),
        DetailRow(tr("Their reference"), draft.source_reference),
    ]


def links_rows(draft: PersonDraft) -> list[DetailRow]:
    """Who is around them: emergency contact, keyholder, carer, whoever lends a hand."""
    return [
        DetailRow(
            say(LinkKind(one.kind)),
            ", ".join(part for part in (one.name, one.relationship, national(one.phone)) if part),
        )
        for one in draft.links or ()
    ]


def _asked(answer: Answer) -> str:
    return say(answer) if answer is not Answer.NOT_ASKED else ""


def agreed_row(line: ConsentLine) -> DetailRow:
    """One answer about sharing, with its day, or the day it was taken back."""
    who = shared_with(line)
    if line.withdrawn_at:
        parts = [tr("Taken back {day}", day=f"{line.withdrawn_at.astimezone():%d %b %Y}"), line.withdrawn_how]
        return DetailRow(who, ": ".join(part for part in parts if part), tone=Tone.WARN)
    tone = {Answer.YES: Tone.OK, Answer.NO: Tone.WARN}.get(line.answer)
    said = f"{say(line.answer)}, {line.given_at.astimezone():%d %b %Y}"
    if line.wording_version and line.wording:
        said = tr("{said}, to wording {version}", said=said, version=line.wording_version)
    return DetailRow(who, said, tone=tone)


def tried_row(one: AttemptLine) -> DetailRow:
    """One contact tried."""
    words = " ".join(part for part in (say(one.outcome), one.note) if part)
    return DetailRow(f"{one.at.astimezone():%a %d %b}", words)
