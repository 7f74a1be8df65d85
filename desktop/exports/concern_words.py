"""The words of a concern's answers on paper, shared by the forms and the whole record."""

from datetime import datetime

from db.enums_concerns import AbuseType, Agreed, Capacity, Danger, EntryKind, Heard, NextStep
from desktop.domain.concerns import Account, Alleged, Decision, Details, Entry, Hold, Referral
from desktop.exports.concern_report import moment
from desktop.exports.words import long_date

DANGER = {
    Danger.NOT_ASKED: "",
    Danger.YES: "Yes",
    Danger.NO: "No, when last asked",
    Danger.UNKNOWN: "Not known",
}
HEARD = {
    Heard.NOT_SAID: "",
    Heard.WAS_THERE: "Seen or heard by the writer",
    Heard.THEMSELVES: "Told by the person",
    Heard.SOMEONE_ELSE: "Told by somebody else",
}
AGREED = {
    Agreed.NOT_ASKED: "Not asked",
    Agreed.YES: "Yes",
    Agreed.NO: "No",
    Agreed.NOT_SAFE: "It was not safe to ask",
}
CAPACITY = {
    Capacity.NOT_SAID: "",
    Capacity.HAS: "Can decide this",
    Capacity.LACKS: "Cannot decide this",
    Capacity.DOUBTED: "In doubt",
}
TYPES = {
    AbuseType.PHYSICAL: "physical",
    AbuseType.DOMESTIC: "domestic",
    AbuseType.SEXUAL: "sexual",
    AbuseType.PSYCHOLOGICAL: "psychological",
    AbuseType.FINANCIAL: "financial or material",
    AbuseType.MODERN_SLAVERY: "modern slavery",
    AbuseType.DISCRIMINATORY: "discriminatory",
    AbuseType.ORGANISATIONAL: "organisational",
    AbuseType.NEGLECT: "neglect",
    AbuseType.SELF_NEGLECT: "self-neglect",
}
DONE = {
    EntryKind.ADDITION: "Added",
    EntryKind.CORRECTION: "Corrected",
    EntryKind.STEP: "Done",
    EntryKind.DECISION: "Decided",
    EntryKind.REFERRAL: "Told",
    EntryKind.ACKNOWLEDGED: "Their reference",
}
RECORD = {
    **DONE,
    EntryKind.CLOSED: "Closed",
    EntryKind.REOPENED: "Opened again",
    EntryKind.ACCOUNT: "Raised",
    EntryKind.VIEWED: "Opened",
    EntryKind.DETAILS: "Details written",
    EntryKind.HOLD: "Volunteer held or given back",
    EntryKind.SHARED: "Printed",
    EntryKind.LET_IN: "Let in",
}


STEPS = {
    NextStep.TALK_FIRST: "Talk first",
    NextStep.REFER: "Tell the authority",
    NextStep.WATCH: "Keep watching",
    NextStep.NOTHING_MORE: "No further action",
}
Answers = tuple[tuple[str, str], ...]
"""What was asked, with what was answered; blank where nothing was."""


def joined(*parts: str) -> str:
    """Sentences one after another; blank ones left out."""
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def local(at: datetime) -> str:
    """When, where the laptop is, with the year."""
    return moment(at.astimezone())


def heard_words(account: Account) -> str:
    """How the writer came to know."""
    return joined(HEARD[account.heard], account.heard_from)


def said(entry: Entry) -> str:
    """What an entry says in a line or two."""
    part = entry.part
    if isinstance(part, Referral):
        told = (part.to, part.how, part.spoke_to, part.reference)
        return joined(", ".join(one.strip() for one in told if one.strip()), entry.words)
    if isinstance(part, Decision):
        return joined(STEPS[part.step], part.why, entry.words)
    return entry.words


def said_in_full(entry: Entry) -> str:
    """Everything an entry holds, an answer on each line."""
    part = entry.part
    answers: Answers = ()
    if isinstance(part, Details):
        answers = details_answers(part)
    elif isinstance(part, Decision):
        day = long_date(part.review_on) if part.review_on else ""
        answers = (("Agreed by the person", AGREED[part.agreed]), ("Look again on", day))
    elif isinstance(part, Hold):
        answers = (("Was", part.was.replace("_", " ")), ("Is now", part.now.replace("_", " ")))
    elif isinstance(part, Referral):
        answers = (("Form", part.form),)
    lines = [f"{label}: {answer}" for label, answer in answers if answer.strip()]
    return "\n".join(line for line in (said(entry), *lines) if line.strip())


def alleged_answers(one: Alleged) -> Answers:
    """What is known of the person said to cause harm."""
    return (
        ("Said to cause harm", one.name),
        ("Relationship", one.relationship),
        ("Still in contact, or lives there", one.in_contact),
        ("Helps or works for the hub", "Yes" if one.is_volunteer else ""),
    )


def account_answers(account: Account) -> Answers:
    """Everything the first account says, as it was sent."""
    child = {True: "Yes", False: "No", None: ""}[account.is_child]
    return (
        ("Who", account.about.name),
        ("Where they are to be found", account.about.detail),
        ("Under 18", child),
        ("In danger, when asked", DANGER[account.danger]),
        ("In the writer’s own words", account.words),
        ("When it happened", account.happened),
        ("Where", account.where),
        ("How it is known", heard_words(account)),
        ("Injuries", account.injuries),
        ("What the person wants", account.wants),
        ("Agreed by the person", AGREED[account.agreed]),
        *alleged_answers(account.alleged),
        ("Others at risk", account.others),
        ("Children there or at risk", account.children),
        ("Told already", account.told),
    )


def details_answers(known: Details) -> Answers:
    """Everything the lead wrote at one time."""
    return (
        ("In danger", DANGER[known.danger]),
        ("What the person wants", known.wants),
        ("Can they decide this", joined(CAPACITY[known.capacity], known.capacity_why)),
        ("Who speaks for them", known.advocate),
        ("Kinds of harm", ", ".join(TYPES[one] for one in known.types)),
        *alleged_answers(known.alleged),
        ("Others at risk", known.others),
        ("Children there or at risk", known.children),
        ("Where they are now", known.whereabouts),
        ("Needs for care and support", known.care_needs),
        ("Why they cannot protect themselves", known.cannot_protect),
        ("Concerns before this", known.earlier),
    )
