"""What a round carries, in words fit for paper: counts and item words, labels, first names and addresses.

Nothing here reads the reason for a need, anybody's health, an access note or a phone number (domain rule 9).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.enums import TaskKind
from db.queries.rounds import Carried
from desktop.domain.text import clean, fold

PRIVATE_ITEM = ("item", "items")
PAIRS_WORDS = "Go in pairs. Wait for each other at the door."
COLD_WORDS = "Keep cold. Into the fridge if asked."
DIET_LONG = "Special diet. Read the label on the bag."
_LABEL_LENGTH = 60
_PART_LENGTH = 40
_PARTS = 4
_COUNTED = re.compile(r"(\d{1,3})\s*(?:[x×]\s+)?(.*)")
_COUNT_ANSWERS = ("meals", "how_many")


@dataclass(frozen=True, slots=True)
class Item:
    """Something to bring.

    Attributes:
        count: how many.
        one: the word for one.
        many: the word for several.
    """

    count: int
    one: str
    many: str

    @property
    def words(self) -> str:
        """Such as "2 bags"."""
        return f"{self.count} {self.one if self.count == 1 else self.many}"


@dataclass(frozen=True, slots=True)
class Label:
    """A note beside an item: a diet, the door note, an instruction; with the name of its icon."""

    text: str
    icon: str


def items_of(task: Carried) -> list[Item]:
    """What to bring for a task.

    A private need is never named. An errand's list (medicines, shopping) stays in the hub: only how many.

    Args:
        task: the task.

    Returns:
        At least one item.
    """
    if task.is_private:
        return [Item(1, *PRIVATE_ITEM)]
    one, many = _item_words(task)
    parts = [found for part in re.split(r"[,;\n]", task.items) if (found := _part(part, one, many))]
    if not parts:
        return [Item(_asked_count(task), one, many)]
    if task.kind is not TaskKind.DELIVERY:
        return [Item(parts[0].count if re.match(r"\s*\d", task.items) else 1, one, many)]
    return parts[:_PARTS]


def items_words(tasks: Iterable[Carried]) -> str:
    """What to bring for several tasks: "1 bag, 1 baby box"."""
    return ", ".join(item.words for item in totalled(item for task in tasks for item in items_of(task)))


def totalled(items: Iterable[Item]) -> list[Item]:
    """Add up items of the same word, in the order they first come."""
    found: dict[str, Item] = {}
    for item in items:
        key = fold(item.one)
        held = found.get(key)
        found[key] = item if held is None else Item(held.count + item.count, held.one, held.many)
    return list(found.values())


def labels_of(tasks: Sequence[Carried]) -> list[Label]:
    """Labels of one stop, most needed first: pairs, diet, door note, keep cold."""
    found = []
    if any(task.go_in_pairs for task in tasks):
        found.append(Label(PAIRS_WORDS, "users"))
    diets = dict.fromkeys(diet for task in tasks if (diet := diet_of(task)))
    if diets:
        text = ", ".join(diets)
        found.append(Label(text if len(text) <= _LABEL_LENGTH else DIET_LONG, "leaf"))
    if door := clean(tasks[0].door_note):
        found.append(Label(door[:_LABEL_LENGTH], "door"))
    if any(task.keep == "cold" and not task.is_private for task in tasks):
        found.append(Label(COLD_WORDS, "snowflake"))
    return found


def diet_of(task: Carried) -> str:
    """The diet or allergy label of a task that brings food; empty for any other."""
    is_food = task.keep in ("hot", "cold") or task.handover_code.startswith("food")
    if task.is_private or not is_food:
        return ""
    said = dict.fromkeys(clean(str(one)) for one in (task.food_needs, task.answers.get("diet", "")))
    return ", ".join(one for one in said if one)


def short_name(first: str, preferred: str, last: str) -> str:
    """First name and initial, as on paper: "Jean M."; the last name alone where there is no first."""
    given = clean(preferred or first)
    family = clean(last)
    if not given:
        return family
    return f"{given} {family[0].upper()}." if family else given


def names_of(tasks: Iterable[Carried]) -> str:
    """Who is at a stop: "Jean M., Tom M."."""
    return ", ".join(
        dict.fromkeys(short_name(task.first_name, task.preferred_name, task.last_name) for task in tasks)
    )


def address_of(task: Carried, *, with_town: bool = False) -> str:
    """The address as it is looked for from the street; the postcode where there is no line."""
    lines = [clean(line) for line in (task.address_line1, task.address_line2) if clean(line)]
    if not lines:
        return task.postcode
    if with_town and clean(task.town):
        lines.append(clean(task.town))
    return ", ".join(lines)


def _item_words(task: Carried) -> tuple[str, str]:
    one = task.item_one or PRIVATE_ITEM[0]
    return one, task.item_many or (PRIVATE_ITEM[1] if not task.item_one else _plural(one))


def _part(text: str, one: str, many: str) -> Item | None:
    words = clean(text)[:_PART_LENGTH].strip()
    if not words:
        return None
    counted = _COUNTED.fullmatch(words)
    count, what = (int(counted[1]), counted[2].strip()) if counted else (1, words)
    if count < 1:
        return None
    if not what or fold(what) in (fold(one), fold(many)):
        return Item(count, one, many)
    what = what[0].lower() + what[1:] if what[1:2].islower() else what
    return Item(count, what, _plural(what)) if count == 1 else Item(count, _singular(what), what)


def _asked_count(task: Carried) -> int:
    said = next((str(task.answers[code]) for code in _COUNT_ANSWERS if task.answers.get(code)), "")
    found = re.match(r"\d{1,2}", said)
    return max(1, int(found[0])) if found else 1


def _plural(words: str) -> str:
    head, of, rest = words.partition(" of ")
    if head.endswith("s"):
        return words
    return f"{head}{'es' if head.endswith(('x', 'ch', 'sh')) else 's'}{of}{rest}"


def _singular(words: str) -> str:
    head, of, rest = words.partition(" of ")
    if head.endswith(("xes", "ches", "shes")):
        head = head[:-2]
    elif head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return f"{head}{of}{rest}"
