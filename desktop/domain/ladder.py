"""The ladder of help: own strengths, people around, community activity, the hub, and statutory help last.

After Local Area Coordination: the nearest help that meets the need safely comes first, and a service is what
is left, not where one begins. What is not known counts as no: a body whose capacity nobody asked about may
still be asked, but one that is not known to take the risk is not proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.enums import Answer, Layer, RiskTier
from db.enums_referrals import Rung

_TIERS = tuple(RiskTier)
RUNG_OF: Mapping[Layer, Rung] = {
    Layer.STREET: Rung.COMMUNITY,
    Layer.FAITH: Rung.COMMUNITY,
    Layer.BUSINESS: Rung.COMMUNITY,
    Layer.OTHER: Rung.COMMUNITY,
    Layer.ANCHOR: Rung.HUB,
    Layer.STATUTORY: Rung.STATUTORY,
}
USUAL_RISK: Mapping[Layer, RiskTier] = {
    Layer.STREET: RiskTier.LOW,
    Layer.FAITH: RiskTier.LOW,
    Layer.BUSINESS: RiskTier.LOW,
    Layer.OTHER: RiskTier.LOW,
    Layer.ANCHOR: RiskTier.MEDIUM,
    Layer.STATUTORY: RiskTier.HIGH,
}
"""How much risk a body of a layer takes on where none of its services says."""


class Reason(StrEnum):
    """Why a layer, or somebody in it, can or cannot help."""

    ASK_FIRST = "ask_first"
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    TOO_RISKY = "too_risky"
    NOT_CLEARED = "not_cleared"
    CLEARED = "cleared"
    NOT_THEIR_REMIT = "not_their_remit"
    OTHER_AREA = "other_area"
    FULL = "full"
    CAPACITY_UNKNOWN = "capacity_unknown"
    ROOM = "room"
    CLOSED = "closed"
    AGREEMENT_OVER = "agreement_over"
    NOBODY = "nobody"


_STOPS = frozenset(
    {
        Reason.TOO_RISKY,
        Reason.NOT_CLEARED,
        Reason.NOT_THEIR_REMIT,
        Reason.OTHER_AREA,
        Reason.FULL,
        Reason.CLOSED,
        Reason.AGREEMENT_OVER,
        Reason.NOBODY,
        Reason.SAID_NO,
    }
)


@dataclass(frozen=True, slots=True)
class Helper:
    """A body, or one of its services, that might take a person on.

    Attributes:
        takes_need: it is within its remit.
        covers_area: it works where the person lives; True where it works everywhere.
        risk_up_to: the most risk it takes on; None where that is not known.
        left: places left this week; None where nobody asked.
        is_open: it takes people at present.
        agreement_over: its sharing agreement has run out.
    """

    id: str
    name: str
    layer: Layer
    takes_need: bool
    covers_area: bool
    risk_up_to: RiskTier | None
    left: int | None = None
    is_open: bool = True
    agreement_over: bool = False
    service: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said, or whoever speaks for them.

    Attributes:
        own: they can do it themselves, with a little help.
        around: family, friends or neighbours can.
        cleared: how many volunteers of the hub's own are cleared for it at this moment; None where the hub
            does not give such help itself.
    """

    own: Answer = Answer.NOT_ASKED
    around: Answer = Answer.NOT_ASKED
    cleared: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Somebody on a rung, and why they can help or not."""

    helper: Helper
    reasons: tuple[Reason, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing stops them."""
        return not _STOPS & set(self.reasons)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung.

    Attributes:
        fits: it can meet the need safely.
        reasons: about the rung itself.
        helpers: who stands on it, those who fit first.
    """

    rung: Rung
    fits: bool
    reasons: tuple[Reason, ...]
    helpers: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Every rung from the nearest, and the lowest that fits; None where none does."""

    steps: tuple[Step, ...]
    proposed: Rung | None

    def step(self, rung: Rung) -> Step:
        """One of its rungs."""
        return next(one for one in self.steps if one.rung is rung)


def climb(risk: RiskTier, asked: Asked, helpers: Sequence[Helper]) -> Ladder:
    """Propose the lowest layer that can meet a need safely.

    Args:
        risk: of the need.
        asked: what the person said, and whether the hub could do it itself.
        helpers: everybody known who might.

    Returns:
        The ladder. The first two rungs are questions: they are proposed only on a yes.
    """
    weighed = [Weighed(one, _reasons(one, risk)) for one in helpers]
    steps = (
        _question(Rung.OWN_STRENGTHS, asked.own),
        _question(Rung.PEOPLE_AROUND, asked.around),
        _layer(Rung.COMMUNITY, weighed),
        _hub(weighed, asked.cleared),
        _layer(Rung.STATUTORY, weighed),
    )
    return Ladder(steps, next((one.rung for one in steps if one.fits), None))


def why_not(step: Step) -> tuple[Reason, ...]:
    """Why a rung is passed over: what is said of the rung, then what stops each of those who stand on it.

    Args:
        step: a rung.

    Returns:
        Each reason once, in the order of the helpers. A rung that fits has none but what is said of itself.
    """
    stops = (why for one in step.helpers if not one.fits for why in one.reasons if why in _STOPS)
    return tuple(dict.fromkeys([*step.reasons, *(() if step.fits else stops)]))


def is_lower(one: Rung, other: Rung) -> bool:
    """Whether a rung is nearer to the person than another."""
    order = tuple(Rung)
    return order.index(one) < order.index(other)


def _question(rung: Rung, answer: Answer) -> Step:
    words = {Answer.YES: Reason.SAID_YES, Answer.NO: Reason.SAID_NO}.get(answer, Reason.ASK_FIRST)
    return Step(rung, answer is Answer.YES, (words,))


def _layer(rung: Rung, weighed: Sequence[Weighed]) -> Step:
    found = _of(rung, weighed)
    fits = any(one.fits for one in found)
    return Step(rung, fits, () if found else (Reason.NOBODY,), found)


def _hub(weighed: Sequence[Weighed], cleared: int | None) -> Step:
    """The hub's own volunteers count beside other anchors: either is enough."""
    found = _of(Rung.HUB, weighed)
    own = {None: Reason.NOT_THEIR_REMIT, 0: Reason.NOT_CLEARED}.get(cleared, Reason.CLEARED)
    return Step(Rung.HUB, own is Reason.CLEARED or any(one.fits for one in found), (own,), found)


def _of(rung: Rung, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    mine = [one for one in weighed if RUNG_OF[one.helper.layer] is rung]
    return tuple(sorted(mine, key=lambda one: (not one.fits, -(one.helper.left or 0), one.helper.name)))


def _reasons(one: Helper, risk: RiskTier) -> tuple[Reason, ...]:
    found = []
    if not one.is_open:
        found.append(Reason.CLOSED)
    if not one.takes_need:
        found.append(Reason.NOT_THEIR_REMIT)
    if not one.covers_area:
        found.append(Reason.OTHER_AREA)
    if one.risk_up_to is None or _TIERS.index(one.risk_up_to) < _TIERS.index(risk):
        found.append(Reason.TOO_RISKY)
    if one.agreement_over:
        found.append(Reason.AGREEMENT_OVER)
    if one.left is None:
        found.append(Reason.CAPACITY_UNKNOWN)
    else:
        found.append(Reason.ROOM if one.left > 0 else Reason.FULL)
    return tuple(found)
