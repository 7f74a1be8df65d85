"""One batch of what is past its time, inside its transaction: counted, then destroyed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.drafts import LazyDraftBox
from db.enums_handovers import KeptGone
from db.enums_protection import RetentionAction, RetentionType
from db.erase import empty_words, erase_people, erase_rows, settle_index
from db.models import RetentionRule, Volunteer
from db.queries import retention as query
from db.queries import retention_going as going_query
from db.queries.erasure import belonging, owned
from db.queries.kept_counts import Figure, add_counts, figures_of, private_needs
from db.queries.retention_money import BLANK
from db.session import UnitOfWork
from desktop.domain.retention import Candidate, Place, Tally, tallied
from desktop.services.erasure import drop_drafts, kept_of
from desktop.services.handover_series import take_away


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch did.

    Attributes:
        records: how many records of the rule's own kind went.
        counts: how many rows went, by table; ``anonymised`` of requests whose figures stay.
        files: kept copies whose keys went, to be taken away after the commit.
    """

    records: int
    counts: Mapping[str, int]
    first_on: date | None
    last_on: date | None
    files: tuple[str, ...] = ()


def destroy(
    work: UnitOfWork,
    rule: RetentionRule,
    batch: Sequence[Candidate],
    drafts: LazyDraftBox | None,
    today: date,
) -> Batch:
    """Destroy a batch; whoever was put on hold since it was looked at stays.

    Args:
        work: the transaction.
        rule: by which it goes.
        batch: what goes.
        drafts: the box of half-typed work.
        today: the day it is.
    """
    held = query.held_people(work.session, query.roots(work.session))
    going = [one for one in batch if not one.whose or one.whose not in held]
    by_table: dict[str, list[str]] = {}
    for one in going:
        by_table.setdefault(one.table, []).append(one.id)
    keep = rule.action is RetentionAction.ANONYMISE
    files: list[str] = []
    counts: Counter[str] = Counter()
    if rule.type is RetentionType.DRAFTS:
        assert drafts is not None
        counts["draft"] = drafts.open().drop_for_good(by_table.get("draft", []))
        return Batch(len(going), counts, None, None)
    if rule.type is RetentionType.MONEY:
        counts.update(_words(work, by_table))
        by_table.clear()
    people = [*by_table.pop("person", []), *_whole_people(work, going)]
    if people:
        files += _people(work, people, counts, drafts, today, keep=keep)
    counts.update(_rows(work, by_table, keep=keep))
    settle_index(work)
    days = [one.last for one in going]
    return Batch(len(going), counts, min(days, default=None), max(days, default=None), tuple(files))


def _whole_people(work: UnitOfWork, going: Sequence[Candidate]) -> list[str]:
    """Of volunteers who go, the people the hub knows for nothing else: they go as a whole."""
    whose = {one.whose for one in going if one.table == Volunteer.__tablename__}
    return sorted(whose - going_query.known_besides(work.session, whose))


def _people(
    work: UnitOfWork,
    people: Sequence[str],
    counts: Counter[str],
    drafts: LazyDraftBox | None,
    today: date,
    *,
    keep: bool,
) -> list[str]:
    rows = belonging(work.session, people)
    if keep:
        counts["anonymised"] += _keep_figures(work, rows.by_table.get("request", ()))
    files = take_away(work, kept_of(work.session, rows), KeptGone.ERASED, today)
    erased = erase_people(work, people)
    counts.update(erased.rows)
    counts["draft"] += drop_drafts(drafts, erased.words, rows)
    return files


def _rows(work: UnitOfWork, by_table: dict[str, list[str]], *, keep: bool) -> Counter[str]:
    """Erase rows that are nobody's whole record."""
    counts: Counter[str] = Counter()
    for table in ("request", "contact_attempt"):
        if table in by_table:
            going_query.keep_seen(work.session, going_query.last_heard(work.session, table, by_table[table]))
    if keep and "request" in by_table:
        counts["anonymised"] += _keep_figures(work, by_table["request"])
    if "group_issue" in by_table:
        by_table["group_issue_step"] = list(going_query.steps_of(work.session, by_table["group_issue"]))
    whole = owned(work.session, by_table)
    erase_rows(work, whole)
    counts.update({table: len(keys) for table, keys in whole.items()})
    return counts


def _words(work: UnitOfWork, by_table: dict[str, list[str]]) -> Counter[str]:
    """Take free words out of the accounts; the rows stay with their sums, whatever the rule's action says."""
    for table, keys in by_table.items():
        model, blank = BLANK[table]
        empty_words(work, model, keys, blank)
    return Counter({table: len(keys) for table, keys in by_table.items()})


def _keep_figures(work: UnitOfWork, request_ids: Sequence[str]) -> int:
    """Add what requests count for to the figures that stay."""
    found = figures_of(work.session, request_ids)
    places = ((Place(*one[:5]), Tally(*one[5:])) for one in found)
    stay = tallied(places, private_needs(work.session))
    return add_counts(work, [Figure(*place, *count) for place, count in stay.items()])
