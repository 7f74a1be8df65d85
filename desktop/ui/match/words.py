"""What is said about a task and about those who could do it, before anybody said yes."""

from dataclasses import dataclass
from datetime import date

from db.enums import OfferAnswer
from desktop.domain.clearance_facts import NextStep
from desktop.domain.clearance_words import button_words, next_step_words
from desktop.domain.match_facts import Blocked, BlockWhy, Fit, NoteCode, UsualStands
from desktop.domain.match_words import blocked_words, load_words, note_words
from desktop.services.matching import MatchView, Ringing, TaskCard
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.help_words import day_words, short_date
from desktop.ui.words import say

_LOUD = frozenset({NoteCode.OVERLOAD, NoteCode.BREAKS_USUAL})
_NO_BUTTON = frozenset({NextStep.ALLOWED_TASKS, NextStep.ASK_LEAD})
_OF_THE_RECORD = frozenset({NextStep.RECORD_AGE, NextStep.ASK_PARENT, NextStep.FINISH_SIGN_UP})


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning to be seen before ringing: what is so, and what it means."""

    lead: str
    text: str


def first_name(name: str) -> str:
    """The name somebody is called by."""
    return name.split(" ")[0] if name else ""


def when_words(card: TaskCard, today: date) -> str:
    """By when, as a heading: ``Today by 12:30``."""
    words = day_words(card.on_date, today)
    words = words[:1].upper() + words[1:]
    if card.due_time is None:
        return words
    return tr("{day} by {time}", day=words, time=f"{card.due_time:%H:%M}")


def place_words(card: TaskCard) -> str:
    """Where and how long: ``Northfold. About 35 minutes.``"""
    minutes = tr_count("About {count} minute.", "About {count} minutes.", card.minutes)
    return f"{card.area}. {minutes}" if card.area else minutes


def say_first(card: TaskCard, today: date, *, private: bool) -> str:
    """What to say before a volunteer has said yes: no name, no address, no private need.

    Args:
        card: the task.
        today: the day it is.
        private: the need is one that is not told.
    """
    near = day_words(card.on_date, today)
    day = near if near != short_date(card.on_date) else tr("on {day}", day=near)
    when = tr("{day} before {time}", day=day, time=f"{card.due_time:%H:%M}") if card.due_time else day
    asked = tr("a private errand") if private else card.need[:1].lower() + card.need[1:]
    where = tr(" in {area}", area=card.area) if card.area else ""
    minutes = tr_count("It takes about {count} minute.", "It takes about {count} minutes.", card.minutes)
    return tr(
        "Could you help{where} {when}? The task: {need}. {minutes}",
        where=where,
        when=when,
        need=asked,
        minutes=minutes,
    )


def answer_words(ringing: Ringing | None) -> str:
    """What came of ringing somebody about this task: ``Not rung yet``."""
    said = ringing.answer if ringing else None
    return say(said or OfferAnswer.NOT_YET_ASKED)


def was_asked(ringing: Ringing | None) -> bool:
    """Whether somebody has been rung about this task already."""
    return bool(ringing and ringing.answer not in (None, OfferAnswer.NOT_YET_ASKED))


def spoken_fit(number: int, fit: Fit, ringing: Ringing | None) -> str:
    """A line of the list as one sentence, for screen readers."""
    parts = [f"{number}", fit.name, ringing.area if ringing else ""]
    parts += [note_words(note) for note in fit.notes]
    return ", ".join(part for part in [*parts, load_words(fit), answer_words(ringing)] if part)


def caution(view: MatchView, fit: Fit) -> Caution | None:
    """What to weigh before giving somebody the task: overload, or breaking the usual pairing."""
    found = [note for note in fit.notes if note.warn and note.code in _LOUD]
    if not found:
        return None
    lead = ". ".join(note_words(note) for note in found) + "."
    if any(note.code is NoteCode.BREAKS_USUAL for note in found):
        return Caution(lead, tr("People like a face they know. Ring them first if you can."))
    return Caution(lead, tr("Ask whether it is all right this once."))


def usual_missing(view: MatchView) -> bool:
    """Whether this household's usual volunteer cannot go, which is said above the list."""
    usual = view.matches.usual
    return usual is not None and usual.stands is not UsualStands.FIT


def why_blocked(blocked: Blocked) -> str:
    """Why somebody can't be given the task, in a few words."""
    return blocked_words(blocked)


def blocked_step(blocked: Blocked) -> str:
    """What would settle it, in a sentence."""
    if blocked.why is BlockWhy.CLEARANCE:
        return next_step_words(blocked.lacks[0])
    if blocked.why is BlockWhy.NO_TRANSPORT:
        return tr("This task needs one. If that has changed, put it on their record.")
    return tr("The hub keeps them apart. The reason is on the volunteer's record.")


def blocked_button(blocked: Blocked) -> str:
    """The words of a button that opens their record; empty where nothing there would help."""
    if blocked.why is BlockWhy.NO_TRANSPORT:
        return tr("See volunteer")
    if blocked.why is not BlockWhy.CLEARANCE or not button_words(blocked.lacks[0]):
        return ""
    step = blocked.lacks[0].next_step
    if step in _NO_BUTTON:
        return ""
    if step in _OF_THE_RECORD:
        return tr("See volunteer")
    records = (NextStep.RECORD_CHECK, NextStep.BOOK_TRAINING, NextStep.RENEW_CHECK)
    return tr("Record a check") if step in records else tr("See checks")
