"""Two hundred names that stand in concerns and nowhere else, to be looked for everywhere."""

from collections.abc import Mapping
from dataclasses import replace

from db.enums_concerns import EntryKind, NextStep
from desktop.domain.concerns import About, Account, Alleged, Decision, Referral
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub

_FIRST = (
    "Quorlim",
    "Vasperine",
    "Zethany",
    "Obrixel",
    "Mirvolt",
    "Tashquen",
    "Ulfandra",
    "Jexomir",
    "Pylgrath",
    "Wendrix",
)
_LAST = tuple(
    f"{start}{end}"
    for start in ("Kravol", "Bexwyth", "Thornqui", "Dazmer")
    for end in ("ax", "ibo", "une", "ory", "elt")
)
NAMES = tuple(f"{first} {last}" for first in _FIRST for last in _LAST)
"""The secret names, none of them like a real one."""
assert len(set(NAMES)) == 200


def seed(hub: OpenHub, passphrase: str) -> Mapping[str, str]:
    """Raise, add to, decide and close concerns that hold every secret name, and leave some as drafts.

    Args:
        hub: the open hub; the account at the keyboard is a lead.
        passphrase: theirs.

    Returns:
        Each name to the concern or draft that holds it.
    """
    raising, concerns, folder = RaiseConcerns(hub.tools), Concerns(hub.tools), hub.folder.path
    concerns.unlock(hub.actor, folder, passphrase)
    held: dict[str, str] = {}
    for number, names in enumerate(NAMES[start : start + 10] for start in range(0, len(NAMES), 10)):
        account = account_about(names)
        if number % 5 == 4:
            made = raising.keep_draft(hub.actor, folder, account)
        else:
            made = raising.send(hub.actor, folder, account).made
            _work_on(hub, raising, concerns, made, names)
        held |= dict.fromkeys(names, made)
    concerns.hide(hub.actor)
    return held


def account_about(names: tuple[str, ...]) -> Account:
    """An account that names ten people, one in each of its fields."""
    said = Account(
        about=About(name=names[0], detail=f"next door to {names[1]}"), words=f"{names[2]} took her card."
    )
    return replace(
        said,
        told=names[3],
        where=f"at {names[4]}'s",
        alleged=Alleged(names[5], "a neighbour"),
        others=names[6],
        children=names[7],
        heard_from=names[8],
        wants=names[9],
    )


def _work_on(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, made: str, names: tuple[str, ...]
) -> None:
    raising.add(hub.actor, made, f"{names[0]} rang again")
    concerns.read(hub.actor, made)
    concerns.write(hub.actor, made, EntryKind.STEP, f"Rang {names[1]}")
    concerns.write(
        hub.actor, made, EntryKind.DECISION, part=Decision(NextStep.REFER, why=f"{names[2]} is at risk")
    )
    concerns.write(hub.actor, made, EntryKind.REFERRAL, part=Referral(f"{names[3]}, duty desk"))
    if names[0].endswith("ax"):
        concerns.close(hub.actor, made, f"{names[4]} has it")
