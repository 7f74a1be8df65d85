"""What the printed guide says: the texts of help and the keyboard map, cut to two pages."""

from desktop.exports.quick_guide import GuideKey, GuidePart, QuickGuide
from desktop.services.hub_info import HubFacts
from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import everywhere, in_lists, in_work


def quick_guide(facts: HubFacts) -> QuickGuide:
    """The guide of a hub.

    Args:
        facts: its name and numbers stand on the guide.
    """
    lead = (
        tr("Safeguarding lead, {name}", name=facts.lead_name) if facts.lead_name else tr("Safeguarding lead")
    )
    numbers = ((tr("The hub"), facts.phone), (lead, facts.safeguarding_phone), (tr("Danger to life"), "999"))
    keys = tuple(GuideKey(line.keys, line.words) for line in (*everywhere(), *in_lists(), *in_work()))
    return QuickGuide(
        hub_name=facts.name,
        title=tr("Hubkeeper in two pages"),
        promise=tr(
            "Everything you type is saved at once, on this laptop only, and locked with your passphrase. "
            "Almost everything can be undone."
        ),
        parts=(_day(), _call(), _match(), _rounds(), _find(), _care(), _safe(), _wrong()),
        keys_title=tr("Keys"),
        keys=keys,
        numbers=tuple((who, number) for who, number in numbers if number),
    )


def _day() -> GuidePart:
    return GuidePart(
        tr("The day"),
        "sun",
        (
            tr("Begin at Today. What needs you now stands at the top, with the button that does it."),
            tr("Read the note from the last shift. Leave one before you go."),
            tr("The figures in the rail count what waits for somebody."),
        ),
    )


def _call() -> GuidePart:
    return GuidePart(
        tr("The phone rings"),
        "phone-plus",
        (
            tr("Press F2 and type the number or the name. Enter takes the first person found."),
            tr("Press the figure beside what they need; answer its question; say how soon."),
            tr("Ctrl+Enter saves and looks for someone. F2 again begins the next call and keeps this one."),
        ),
    )


def _match() -> GuidePart:
    return GuidePart(
        tr("Find someone"),
        "user-check",
        (
            tr("The best fit stands first, with the reason. Ring, then press what they said."),
            tr("Who stands below the line cannot be given the task; the sentence says what is in the way."),
            tr("The address shows only after a yes."),
        ),
    )


def _rounds() -> GuidePart:
    return GuidePart(
        tr("Rounds"),
        "route",
        (
            tr("Plan a day makes a round for each area. Put the stops in order; choose the driver."),
            tr("Print the sheet and give it by hand."),
            tr("When it comes back: stop number, then a letter. Then shred the sheet."),
        ),
    )


def _find() -> GuidePart:
    return GuidePart(
        tr("Find anything"),
        "search",
        (
            tr("Ctrl+K, then part of a name, a street, R-12, or the end of a phone number."),
            tr("A slip in the spelling is forgiven, and accents do not matter."),
            tr("Type > to see all that can be done."),
        ),
    )


def _care() -> GuidePart:
    return GuidePart(
        tr("Take care of people"),
        "shield-check",
        (
            tr("Where Safe contact is filled in, ring that number only. Leave a message only if it says so."),
            tr("Worried about somebody? Tell the safeguarding lead at once. In danger now: 999."),
            tr("Paper shows names and addresses. Bring it back, shred it."),
        ),
    )


def _safe() -> GuidePart:
    return GuidePart(
        tr("Keep it safe"),
        "lock",
        (
            tr("Ctrl+L when you leave the desk. A half-taken call waits for you."),
            tr("Back up to the USB stick every day and keep it in another room."),
            tr(
                "The recovery card opens the hub if every passphrase is forgotten. Two people know its place."
            ),
        ),
    )


def _wrong() -> GuidePart:
    return GuidePart(
        tr("If something goes wrong"),
        "arrow-back-up",
        (
            tr("Ctrl+Z takes back what was just done. History takes back the rest."),
            tr("After a crash or a flat battery, open Hubkeeper again: your half-typed work is there."),
            tr("F1 explains the screen you are on. The question mark lists the keys."),
        ),
    )
