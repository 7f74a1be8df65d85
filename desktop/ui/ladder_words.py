"""The ladder of help in words: who comes first, why not somebody nearer, what would have been otherwise."""

from collections.abc import Mapping, Sequence

from db.enums_referrals import Otherwise, Rung
from desktop.domain.ladder import Ladder, Reason, Step, is_lower
from desktop.ui.base.i18n import tr

_NAMED = 2
"""Helpers named of a rung; more would be a list of their own."""


def ladder_hint(ladder: Ladder) -> str:
    """The proposal and each nearer rung's reason, from the nearest."""
    if ladder.proposed is None:
        head = tr("Nobody is known to fit.")
    else:
        named = [one.helper.name for one in ladder.step(ladder.proposed).helpers if one.fits][:_NAMED]
        who = ", ".join(named) or rungs()[ladder.proposed]
        head = tr("Nearest that fits: {who}.", who=who)
    below = [one for one in ladder.steps if ladder.proposed is None or is_lower(one.rung, ladder.proposed)]
    return "\n".join([head, *(_line(step) for step in below)])


def _line(step: Step) -> str:
    """A rung passed over, with whom that is about; a body is named for what stops it."""
    said = reasons()
    named = [
        tr("{name}: {why}", name=one.helper.name, why=", ".join(said[why] for why in one.reasons))
        for one in step.helpers[:_NAMED]
    ]
    why = "; ".join([*(said[one] for one in step.reasons), *named])
    return tr("{rung}: {why}.", rung=rungs()[step.rung], why=why)


def passed_over_words(rung: Rung, why: Sequence[Reason]) -> str:
    """A nearer layer and why it was passed over, as a line."""
    said = reasons()
    words = "; ".join(said[one] for one in why) or tr("could have helped")
    return tr("{rung}: {why}.", rung=rungs()[rung], why=words)


def rungs() -> Mapping[Rung, str]:
    """The layers of help, the nearest first."""
    return {
        Rung.OWN_STRENGTHS: tr("What they can do themselves"),
        Rung.PEOPLE_AROUND: tr("People around them"),
        Rung.COMMUNITY: tr("Community activity"),
        Rung.HUB: tr("The hub, or another anchor"),
        Rung.STATUTORY: tr("Council or NHS"),
    }


def reasons() -> Mapping[Reason, str]:
    """Why a layer can or cannot help."""
    return {
        Reason.ASK_FIRST: tr("Ask first"),
        Reason.SAID_YES: tr("They said yes"),
        Reason.SAID_NO: tr("They said no"),
        Reason.TOO_RISKY: tr("more risk than they take on"),
        Reason.NOT_CLEARED: tr("No volunteer of ours is cleared for it"),
        Reason.CLEARED: tr("Volunteers of ours are cleared for it"),
        Reason.NOT_THEIR_REMIT: tr("not what they do"),
        Reason.OTHER_AREA: tr("another area"),
        Reason.FULL: tr("full this week"),
        Reason.CAPACITY_UNKNOWN: tr("ask whether there is room"),
        Reason.ROOM: tr("has room this week"),
        Reason.CLOSED: tr("closed at present"),
        Reason.AGREEMENT_OVER: tr("sharing agreement has run out"),
        Reason.NOBODY: tr("Nobody on your list"),
    }


def otherwise() -> Mapping[Otherwise, str]:
    """What would have happened without it."""
    return {
        Otherwise.MANAGED: tr("They would have managed"),
        Otherwise.PEOPLE_AROUND: tr("Family or neighbours"),
        Otherwise.OTHER_GROUP: tr("Another group"),
        Otherwise.GONE_WITHOUT: tr("Gone without"),
        Otherwise.STATUTORY: tr("Council or NHS"),
        Otherwise.EMERGENCY: tr("999, A&E or a crisis"),
        Otherwise.NOT_KNOWN: tr("Nobody knows"),
    }
