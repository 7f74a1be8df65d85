"""What goes with a person passed on: the least each kind of recipient needs, and what it may never get.

Data minimisation, UK GDPR Article 5(1)(c): a neighbour who walks a dog needs less than a housing officer.
Health is special category data (Article 9): it goes only to those who give care or advice, and only with an
agreement of its own.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from db.enums import Layer


class Part(StrEnum):
    """Something that can stand on a referral."""

    NAME = "name"
    SHORT_NAME = "first_name_and_initial"
    PHONE = "phone"
    ADDRESS = "address"
    DATE_OF_BIRTH = "date_of_birth"
    CALL_TIMES = "best_time_to_ring"
    LANGUAGE = "language"
    WORDS = "what_is_needed"
    URGENCY = "how_soon"
    WANTS = "what_they_want"
    DOING = "what_we_are_doing"
    SAFETY = "safety_on_a_visit"
    HEALTH = "health_notes"


_ALWAYS = frozenset({Part.WORDS, Part.URGENCY})
_NEIGHBOUR = frozenset(
    {Part.SHORT_NAME, Part.PHONE, Part.ADDRESS, Part.CALL_TIMES, Part.LANGUAGE, Part.WANTS, Part.SAFETY}
)
_WORKER = frozenset(
    {
        *(Part.NAME, Part.PHONE, Part.ADDRESS, Part.CALL_TIMES, Part.LANGUAGE),
        *(Part.WANTS, Part.DOING, Part.SAFETY),
    }
)
USUAL: Mapping[Layer, frozenset[Part]] = {
    Layer.STREET: _ALWAYS | _NEIGHBOUR,
    Layer.FAITH: _ALWAYS | _NEIGHBOUR,
    Layer.BUSINESS: _ALWAYS | {Part.SHORT_NAME, Part.ADDRESS, Part.CALL_TIMES},
    Layer.ANCHOR: _ALWAYS | _WORKER,
    Layer.STATUTORY: _ALWAYS | _WORKER,
    Layer.OTHER: _ALWAYS | _WORKER,
}
"""What goes unless something is taken away."""
_MORE: Mapping[Layer, frozenset[Part]] = {
    Layer.STREET: frozenset({Part.NAME, Part.DOING}),
    Layer.FAITH: frozenset({Part.NAME, Part.DOING}),
    Layer.BUSINESS: frozenset({Part.NAME, Part.PHONE}),
    Layer.ANCHOR: frozenset({Part.SHORT_NAME, Part.DATE_OF_BIRTH, Part.HEALTH}),
    Layer.STATUTORY: frozenset({Part.SHORT_NAME, Part.DATE_OF_BIRTH, Part.HEALTH}),
    Layer.OTHER: frozenset({Part.SHORT_NAME}),
}


def may_go(layer: Layer) -> frozenset[Part]:
    """Everything a recipient of a layer may get; the rest never goes, whoever asks."""
    return USUAL[layer] | _MORE[layer]


def going(layer: Layer, wanted: Iterable[str], *, health_agreed: bool) -> frozenset[Part]:
    """What goes of what was wanted.

    Args:
        layer: of the recipient.
        wanted: codes of parts; those not known are left out. Nothing means what is usual.
        health_agreed: the person said yes to health notes going there.

    Returns:
        The parts: always what is needed and how soon, never more than the recipient may get, one of the two
        forms of the name, and the times to ring wherever the number goes.
    """
    asked = frozenset(Part(one) for one in wanted if one in set(Part))
    parts = (asked & may_go(layer) if asked else USUAL[layer]) | _ALWAYS
    if not health_agreed:
        parts -= {Part.HEALTH}
    if Part.NAME in parts:
        parts -= {Part.SHORT_NAME}
    elif Part.SHORT_NAME not in parts:
        parts |= {Part.SHORT_NAME}
    # A number never travels without the words that keep it safe.
    return parts | {Part.CALL_TIMES} if Part.PHONE in parts else parts


_BY_THEMSELVES = frozenset({Part.SHORT_NAME, Part.HEALTH})
"""The short name goes in place of the whole one; health has an agreement of its own."""


def beyond(layer: Layer, parts: Iterable[str]) -> frozenset[Part]:
    """What of some parts is more than a recipient of a layer usually gets: somebody says why."""
    return frozenset(Part(one) for one in parts) - USUAL[layer] - _BY_THEMSELVES


def never(layer: Layer, parts: Iterable[str]) -> frozenset[Part]:
    """What of some parts never goes to a recipient of a layer."""
    return frozenset(Part(one) for one in parts) - may_go(layer)


def chosen(layer: Layer, without: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """What goes where something is taken away from what is usual, or added to it.

    Args:
        layer: of the recipient.
        without: codes of what stays behind.
        more: codes of what goes beside.

    Returns:
        Codes for `going`; none where what is usual goes.
    """
    away, beside = frozenset(map(Part, without)), frozenset(map(Part, more))
    return tuple(sorted((USUAL[layer] - away) | beside)) if away or beside else ()


def apart(layer: Layer, fields: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The other way round: what of the usual stays behind, and what goes beside it, of parts written down."""
    parts = frozenset(Part(one) for one in fields if one in set(Part))
    if not parts:
        return (), ()
    away = USUAL[layer] - parts - _BY_THEMSELVES - _ALWAYS
    return tuple(sorted(away)), tuple(sorted(beyond(layer, parts)))
