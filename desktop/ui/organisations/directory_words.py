"""The directory in words: open now, room left, last made sure of, and the vocabularies of services."""

from collections.abc import Mapping
from datetime import date

from db.enums_services import FoodCulture, ServiceStatus
from desktop.domain.match_words import LANGUAGES, language
from desktop.domain.opening_hours import OpenState
from desktop.services.directory import Listed
from desktop.ui.base.columns import Cell
from desktop.ui.base.dates import show_date
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone


def statuses() -> Mapping[ServiceStatus, str]:
    """Whether a service is running, in words."""
    return {
        ServiceStatus.ACTIVE: tr("Running"),
        ServiceStatus.TEMPORARILY_CLOSED: tr("Closed for now"),
        ServiceStatus.INACTIVE: tr("Not running"),
        ServiceStatus.DEFUNCT: tr("Ended"),
    }


def foods() -> Mapping[FoodCulture, str]:
    """Food cultures in words."""
    return {
        FoodCulture.HALAL: tr("Halal"),
        FoodCulture.KOSHER: tr("Kosher"),
        FoodCulture.VEGETARIAN: tr("Vegetarian"),
        FoodCulture.VEGAN: tr("Vegan"),
        FoodCulture.HINDU: tr("Hindu"),
        FoodCulture.SIKH: tr("Sikh"),
        FoodCulture.AFRICAN: tr("African"),
        FoodCulture.CARIBBEAN: tr("Caribbean"),
        FoodCulture.CHINESE: tr("Chinese"),
        FoodCulture.EAST_EUROPEAN: tr("East European"),
        FoodCulture.MIDDLE_EASTERN: tr("Middle Eastern"),
        FoodCulture.SOUTH_ASIAN: tr("South Asian"),
    }


def languages() -> list[tuple[object, str]]:
    """Languages to choose from, by name."""
    return sorted(LANGUAGES.items(), key=lambda pair: pair[1])


def language_names(codes: list[str]) -> str:
    """Languages by name."""
    return ", ".join(language(code) for code in codes)


def food_names(codes: list[str]) -> str:
    """Food cultures by name; one that nobody here knows stays as it is."""
    known = foods()
    return ", ".join(known.get(FoodCulture(one), one) if one in set(FoodCulture) else one for one in codes)


def open_cell(one: Listed) -> Cell:
    """Whether it is open now: what is out of the ordinary is told first."""
    if one.row.status is not ServiceStatus.ACTIVE:
        return Cell(statuses()[one.row.status], "ban", Tone.DANGER)
    return Cell(open_words(one.open), "clock" if one.open.is_open else "")


def open_words(state: OpenState) -> str:
    """Whether it is open, until when, or when next."""
    if state.is_open is None:
        return tr("Times not said")
    if state.is_open and state.until is not None:
        return tr("Open to {time}", time=f"{state.until:%H:%M}")
    at = f"{state.opens_at:%H:%M}" if state.opens_at else ""
    if state.in_days == 0:
        return tr("Opens {time}", time=at)
    days = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
    return tr("Opens {day} {time}", day=days[state.opens_on], time=at)


def left_cell(one: Listed) -> Cell:
    """How many more it can take this week."""
    if one.left is None:
        return Cell(tr("Not asked"))
    if one.left == 0:
        return Cell(tr("Full this week"), "hand-stop", Tone.WARN)
    return Cell(tr_count("{count} this week", "{count} this week", one.left))


def verified_cell(one: Listed) -> Cell:
    """When somebody last made sure of it."""
    on = verified_words(one.row.verified_on)
    return (
        Cell(on, "alert-triangle", Tone.WARN, spoken=tr("{day}, ring first", day=on)) if one.old else Cell(on)
    )


def verified_words(on: date | None) -> str:
    """The day somebody last made sure, or that nobody has."""
    return show_date(on) if on else tr("Never checked")


def how_words(one: Listed) -> str:
    """How it comes to people."""
    ways = [(one.row.collects, tr("People fetch it")), (one.row.delivers, tr("Brought to the door"))]
    return ", ".join(words for so, words in ways if so)


def ages_words(one: Listed) -> str:
    """Whom by age."""
    least, most = one.row.minimum_age, one.row.maximum_age
    if least is not None and most is not None:
        return tr("{least} to {most} years", least=least, most=most)
    if least is not None:
        return tr("From {least} years", least=least)
    return tr("To {most} years", most=most) if most is not None else ""
