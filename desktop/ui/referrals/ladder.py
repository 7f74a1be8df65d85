"""The ladder of help in words: what is proposed where a referral is begun, and why."""

from db.enums_referrals import Rung
from desktop.domain.ladder import Ladder, Step
from desktop.ui.base.i18n import tr
from desktop.ui.referrals.words import reasons, rungs

_NAMED = 2
"""Helpers named of a rung; more would be a list of their own."""


def ladder_hint(ladder: Ladder) -> str:
    """The proposal and each nearer rung's reason, from the nearest."""
    if ladder.proposed is None:
        head = tr("Nothing nearer is known to fit.")
    else:
        step = ladder.step(ladder.proposed)
        named = [one.helper.name for one in step.helpers if one.fits][:_NAMED]
        who = ", ".join(named) or rungs()[ladder.proposed]
        head = tr("Nearest that fits: {who}.", who=who)
    below = [step for step in ladder.steps if step.rung is not ladder.proposed and _is_nearer(step, ladder)]
    return "\n".join([head, *(_line(step) for step in below)])


def _is_nearer(step: Step, ladder: Ladder) -> bool:
    order = tuple(Rung)
    top = order.index(ladder.proposed) if ladder.proposed else len(order)
    return order.index(step.rung) < top


def _line(step: Step) -> str:
    said = reasons()
    named = [
        tr("{name}: {why}", name=one.helper.name, why=", ".join(said[why] for why in one.reasons))
        for one in step.helpers[:_NAMED]
    ]
    why = "; ".join([*(said[one] for one in step.reasons), *named])
    return tr("{rung}: {why}.", rung=rungs()[step.rung], why=why)
