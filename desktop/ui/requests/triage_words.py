"""Words of triage: what each way comes to, as short as its line."""

from datetime import date

from desktop.domain.geo import METRES_PER_MILE
from desktop.services.triage import Routes
from desktop.services.triage_rounds import PASSES_WITHIN, RoundRoute
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.help_words import short_date

_MOST_NAMED = 2


def round_words(found: Routes) -> str:
    """Which round, how near it passes, and how many places it has."""
    route = found.round
    if route is None:
        day = short_date(found.day) if found.day else ""
        return tr("No round with room passes by {day}", day=day)
    parts = [f"{short_name(route)} {_when(route, found.day)}".strip(), _near(route)]
    parts.append(tr("{count} free", count=route.free))
    return ", ".join(part for part in parts if part)


def volunteer_words(found: Routes) -> str:
    """How many can do it, and what it needs."""
    route = found.volunteers
    if route is None:
        return tr("No day is set yet")
    can = tr_count("{count} can do it", "{count} can do it", route.count)
    if not route.count:
        can = tr("Nobody is free and cleared then")
    needs = [_small(one) for one in route.needs]
    if not needs:
        return can
    listed = ", ".join(needs[:-1]) + tr(" and ") + needs[-1] if len(needs) > 1 else needs[0]
    return tr("{can} · needs {checks}", can=can, checks=listed)


def partner_words(found: Routes) -> str:
    """Which partners take it."""
    names = ", ".join(one.name for one in found.partners[:_MOST_NAMED])
    more = len(found.partners) - _MOST_NAMED
    named = tr("{names} and {count} more", names=names, count=more) if more > 0 else names
    return tr_count("{count} takes it: {names}", "{count} take it: {names}", len(found.partners), names=named)


def take_words(found: Routes | None, way: object) -> str:
    """The main button for a way."""
    if found is not None and way == "round" and found.round is not None:
        return tr("Add to {round}", round=short_name(found.round))
    if way == "partner":
        return tr("Ask a partner")
    return tr("Ask a volunteer")


def short_name(route: RoundRoute) -> str:
    """A round without the word round: ``Mill Green``."""
    name = route.name.strip()
    return name[: -len(" round")] if name.casefold().endswith(" round") else name


def _when(route: RoundRoute, day: date | None) -> str:
    at = f"{route.starts_at:%H:%M}"
    return at if route.on_date == day else f"{short_date(route.on_date)} {at}"


def _near(route: RoundRoute) -> str:
    if route.at_same_door:
        return tr("stops there")
    if route.metres is None:
        return ""
    if route.metres <= PASSES_WITHIN:
        return tr("passes close by")
    return tr("{miles} miles off its way", miles=f"{route.metres / METRES_PER_MILE:.1f}")


def _small(words: str) -> str:
    """A check inside a sentence: its first letter small, unless it stands for a word of its own."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
