"""What a help topic is, and every topic there is."""

from collections.abc import Sequence
from dataclasses import dataclass

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HowTo:
    """One thing done on a screen: what, and how, step by step."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A shortcut: its key caps, pressed together, and what it does."""

    keys: Keys
    words: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Help for one screen.

    Attributes:
        key: that of the place or page it helps with.
        title: its name on the screen.
        purpose: what the screen is for, in a sentence or two.
        how: the things most done there.
        keys: shortcuts that work there.
    """

    key: str
    title: str
    purpose: str
    how: tuple[HowTo, ...]
    keys: tuple[KeyLine, ...] = ()


def topics() -> dict[str, Topic]:
    """Every topic by the key of its place or page, in the order of the rail."""
    from desktop.ui.help.texts_calls import call_topics
    from desktop.ui.help.texts_checks import check_topics
    from desktop.ui.help.texts_directory import directory_topics
    from desktop.ui.help.texts_help import help_topics
    from desktop.ui.help.texts_hub import hub_topics
    from desktop.ui.help.texts_keyboard import keyboard_topics
    from desktop.ui.help.texts_money import money_topics
    from desktop.ui.help.texts_neighbours import neighbour_topics
    from desktop.ui.help.texts_partners import partner_topics
    from desktop.ui.help.texts_protection import protection_topics
    from desktop.ui.help.texts_safety import safety_topics
    from desktop.ui.help.texts_stock import stock_topics
    from desktop.ui.help.texts_week import week_topics
    from desktop.ui.help.texts_work import work_topics

    found: Sequence[Topic] = (
        *help_topics(),
        *call_topics(),
        *work_topics(),
        *check_topics(),
        *directory_topics(),
        *partner_topics(),
        *stock_topics(),
        *money_topics(),
        *neighbour_topics(),
        *safety_topics(),
        *hub_topics(),
        *protection_topics(),
        *keyboard_topics(),
        *week_topics(),
    )
    return {topic.key: topic for topic in found}
