"""Needs that each occasion asks for anew: a file that speaks of a person twice loses neither."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.imports.staged import StagedNeed, StagedPerson


def with_all_occasions(rows: Iterable[Any]) -> Iterator[Any]:
    """The rows, each with what any row of the same reference asks for by its occasion.

    Of several versions of a person only the latest is taken; an alarm of an earlier one must not go with it.

    Args:
        rows: people out of the rows, and rows refused.
    """
    kept = list(rows)
    wanted: dict[str, dict[StagedNeed, None]] = {}
    for row in kept:
        if isinstance(row, StagedPerson) and row.source_reference:
            found = wanted.setdefault(row.source_reference, {})
            found.update(dict.fromkeys(need for need in row.needs if need.occasion))
    for row in kept:
        if isinstance(row, StagedPerson) and wanted.get(row.source_reference):
            row = row._replace(needs=tuple(dict.fromkeys((*row.needs, *wanted[row.source_reference]))))
        yield row
