"""Matching in plain words: reasons, warnings, hours left and why somebody is stopped."""

from db.enums import Skill
from desktop.domain.availability import clock
from desktop.domain.clearance_words import lack_words
from desktop.domain.match_facts import Blocked, BlockWhy, Fit, MatchList, Note, NoteCode, Usual, UsualStands

METRES_PER_MILE = 1609.344
#: Names of the languages most spoken in the UK, by ISO 639 code; others show their code.
LANGUAGES = {
    "ar": "Arabic",
    "bfi": "British Sign Language",
    "bn": "Bengali",
    "cy": "Welsh",
    "en": "English",
    "es": "Spanish",
    "fa": "Farsi",
    "fr": "French",
    "ga": "Irish",
    "gd": "Gaelic",
    "gu": "Gujarati",
    "hi": "Hindi",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Panjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "sq": "Albanian",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "yue": "Cantonese",
    "zh": "Chinese",
}
_SKILLS = {
    Skill.BEFRIENDING: "befriending",
    Skill.COOKING: "cooking",
    Skill.DIY: "DIY",
    Skill.DOGS: "dogs",
    Skill.FORMS: "forms",
    Skill.DIGITAL: "phones and computers",
    Skill.GARDENING: "gardening",
    Skill.INTERPRETING: "interpreting",
    Skill.LIFTING: "lifting",
    Skill.SIGN_LANGUAGE: "sign language",
}
_PLAIN = {
    NoteCode.USUAL: "Usual volunteer",
    NoteCode.FREE_ALL_DAY: "Free all day",
    NoteCode.HOURS_NOT_KNOWN: "Hours not asked yet",
    NoteCode.CAR: "Has a car",
    NoteCode.VAN: "Has a van",
    NoteCode.OUTSIDE_AREA: "Not an area they chose",
    NoteCode.OVERLOAD: "Over their weekly hours",
}
_ICONS = {
    NoteCode.USUAL: "heart-handshake",
    NoteCode.KNOWS: "heart-handshake",
    NoteCode.FREE_UNTIL: "clock",
    NoteCode.FREE_ALL_DAY: "clock",
    NoteCode.CAR: "car",
    NoteCode.VAN: "car",
    NoteCode.BIKE: "bike",
    NoteCode.FOOT: "walk",
    NoteCode.DISTANCE: "map-pin",
    NoteCode.SPEAKS: "messages",
    NoteCode.SKILL: "check",
}
_QUARTERS = {0: "", 15: "¼", 30: "½", 45: "¾"}


def note_words(note: Note) -> str:
    """Say a reason or warning in a few words: "Free until 13:00", "Knows Gwilym", "Did 2 yesterday"."""
    if note.code in _PLAIN:
        return _PLAIN[note.code]
    about = "about " if note.about else ""
    match note.code:
        case NoteCode.FREE_UNTIL:
            return f"Free until {clock(note.number or 0)}"
        case NoteCode.BIKE | NoteCode.FOOT:
            way = "Bike" if note.code is NoteCode.BIKE else "On foot"
            return way if note.number is None else f"{way}, {about}{note.number} min away"
        case NoteCode.DISTANCE:
            return (
                "Distance not known"
                if note.number is None
                else f"{about}{miles(note.number)} away".capitalize()
            )
        case NoteCode.BUSY_NEXT:
            return f"{note.text or 'Something else'} at {clock(note.number or 0)}"
        case NoteCode.DID_YESTERDAY:
            return f"Did {note.number} yesterday"
        case _:
            return _named_words(note)


def _named_words(note: Note) -> str:
    """Words of the notes about somebody or something with a name."""
    match note.code:
        case NoteCode.KNOWS:
            return f"Knows {note.text}" if note.text else "Has helped here before"
        case NoteCode.BREAKS_USUAL:
            return f"{note.text} usually goes"
        case NoteCode.SPEAKS:
            return f"Speaks {language(note.text)}"
        case NoteCode.LANGUAGE_MISSING:
            return f"{language(note.text)} not recorded"
        case NoteCode.SKILL:
            return f"Can help with {skill_words(note.text)}"
        case _:
            return f"Not asked about {skill_words(note.text)}"


def note_icon(note: Note) -> str:
    """The icon beside a note; every warning has the same one."""
    return "alert-circle" if note.warn else _ICONS.get(note.code, "alert-circle")


def language(code: str) -> str:
    """Name a language by its ISO 639 code."""
    return LANGUAGES.get(code.lower(), code)


def skill_words(code: str) -> str:
    """Name a skill inside a sentence."""
    return next((words for skill, words in _SKILLS.items() if skill == code), code.replace("_", " "))


def miles(metres: float) -> str:
    """Write a distance as on screens: "1.4 miles", or yards below a quarter of a mile."""
    distance = metres / METRES_PER_MILE
    if distance <= 0.25:
        return f"{max(10, round(distance * 176) * 10)} yards"
    tenths = f"{distance:.1f}"
    return "1 mile" if tenths == "1.0" else f"{tenths.removesuffix('.0')} miles"


def hours(minutes: int) -> str:
    """Write minutes as hours to the nearest quarter: "2½ h", "½ h", "-1 h"."""
    sign = "-" if minutes < 0 else ""
    whole, rest = divmod(round(abs(minutes) / 15) * 15, 60)
    part = _QUARTERS[rest]
    return f"{sign if whole or rest else ''}{whole or ('' if part else 0)}{part} h"


def load_words(fit: Fit) -> str:
    """Say what is left of the promised week: "2½ h of 6 left"."""
    if fit.weekly_minutes is None or fit.minutes_left is None:
        return "Hours not asked yet"
    if fit.minutes_left < 0:
        return f"{hours(-fit.minutes_left)} over {hours(fit.weekly_minutes).removesuffix(' h')}"
    return f"{hours(fit.minutes_left)} of {hours(fit.weekly_minutes).removesuffix(' h')} left"


def blocked_words(blocked: Blocked) -> str:
    """Say why somebody can't be given the task: the first thing lacking."""
    if blocked.why is BlockWhy.KEPT_APART:
        return "Not for this household"
    if blocked.why is BlockWhy.NO_TRANSPORT:
        return "Has no car or van"
    return lack_words(blocked.lacks[0])


def usual_words(usual: Usual) -> str:
    """Say how the usual volunteer stands, so that a broken pairing is seen (domain rule 6)."""
    if usual.stands is UsualStands.FIT:
        return f"{usual.name} usually goes, and can do this."
    if usual.stands is UsualStands.NOT_FREE:
        return f"{usual.name} usually goes, but is not free then."
    return f"{usual.name} usually goes, but can’t be given this task."


def headline(matches: MatchList) -> str:
    """Count those who fit: "4 people can do this"."""
    if matches.fit_count == 0:
        return "Nobody can do this in time"
    return "1 person can do this" if matches.fit_count == 1 else f"{matches.fit_count} people can do this"
