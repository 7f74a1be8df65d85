"""Looking through a whole list for people who are there twice.

Comparing everybody with everybody would take hours, so only people who share a key are compared ("blocking");
several keys make up for a slip in one. A key shared by too many says too little and is passed over.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from desktop.domain.duplicate_keys import PairScore, PersonKey, Prepared, prepare
from desktop.domain.duplicates import Scorer, likely_in

MOST_IN_BLOCK = 40
"""A key shared by more people than this is too common to say anything."""
_STEP = 20_000


def scan(
    people: Sequence[PersonKey],
    decided: Collection[frozenset[str]] = (),
    *,
    least: float | None = None,
    on_progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[PairScore]:
    """Find pairs that are likely the same person.

    Args:
        people: everybody to look through.
        decided: pairs of keys a coordinator has already decided about; left out.
        least: fewest bits of evidence to show; by default as the length of the list asks (`likely_in`).
        on_progress: told how many candidate pairs were weighed, of how many.
        cancelled: asked now and then whether to stop; what was found so far is given back.

    Returns:
        Pairs, most evidence first.
    """
    ready = [prepare(person) for person in people]
    scorer = Scorer(ready)
    least = likely_in(len(ready)) if least is None else least
    pairs = candidates(ready)
    known = set(decided)
    found: list[PairScore] = []
    for number, (a, b) in enumerate(sorted(pairs)):
        if number % _STEP == 0:
            if on_progress:
                on_progress(number, len(pairs))
            if cancelled and cancelled():
                break
        score = scorer.score(ready[a], ready[b], least)
        if score and score.score >= least and frozenset((score.a, score.b)) not in known:
            found.append(score)
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))


def candidates(ready: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Pairs of positions worth weighing: those that share a key that is not too common."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, person in enumerate(ready):
        for key in keys(person):
            blocks[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for held in blocks.values():
        if 2 <= len(held) <= MOST_IN_BLOCK:
            pairs.update((a, b) for n, a in enumerate(held) for b in held[n + 1 :])
    return pairs


def keys(person: Prepared) -> Iterator[tuple[str, ...]]:
    """The keys under which a person is compared."""
    first, last, born = person.first_sound, person.last_sound, person.born
    for phone in person.phones:
        yield "phone", phone
        yield "tail", phone[-7:]
    if born:
        yield "born", born
        yield "born by name", born[4:], first, last
        yield "year and family", born[:4], last
        yield "year and given", born[:4], first, person.last[:1]
        yield "year, day, given", born[:4], born[6:], first
        yield "turned", born[:4], *sorted((born[4:6], born[6:])), last
    if first and last:
        yield "names", *sorted((first, last))
        yield "letters", *sorted((person.first[:4], person.last[:4]))
    if person.postcode:
        yield "postcode and house", person.postcode, person.house
        yield "postcode and family", person.postcode, last
        yield "postcode and given", person.postcode, first
    if person.street:
        yield "street and house", person.street, person.house
        yield "street and given", person.street, first
        yield "street and family", person.street, last
    if person.household_id:
        yield "household", person.household_id
