"""Giving a list back to who sent it: which list, and where the file with its outcomes goes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.base import Changes
from desktop.services.referral_returns import ReferralReturns
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count

Listed = Sequence[tuple[str, str, int, int]]


def lists_of(context: AppContext) -> Listed:
    """The lists that came in, newest first (worker)."""
    return context.service(ReferralReturns).lists(context.actor)


def back_fields(lists: Listed) -> list[FormField]:
    """Which of the lists is to go back.

    Args:
        lists: those that came in.
    """
    choices: list[tuple[object, str]] = [
        (
            batch,
            tr("{list}, {ended} of {count} ended", list=words, ended=f"{ended:,}", count=f"{count:,}"),
        )
        for batch, words, count, ended in lists
    ]
    return [FormField("batch", tr("Which list"), FieldKind.CHOICE, required=True, choices=choices)]


def chosen(values: Mapping[str, Any]) -> str:
    """The list that goes back.

    Raises:
        DomainError: none is chosen.
    """
    if not values["batch"]:
        raise DomainError(tr("Choose the list that goes back."), field="batch")
    return str(values["batch"])


def give_list_back(context: AppContext, batch: str, path: Path) -> Changes:
    """Write a list with its outcomes and leave the sharing record (worker).

    Args:
        context: the open hub.
        batch: which list.
        path: the file; where the sender takes only so many rows in one, others with a number beside it.

    Returns:
        What was touched; its message says where the list is.
    """
    from desktop.exports.returned_list import Layout, give_back
    from desktop.imports.passed_on import wanted_back

    returned = context.service(ReferralReturns).gather(context.actor, batch)
    wanted = wanted_back(returned.profile, returned.mappings)
    codes = {part: dict(words) for part, words in wanted.codes.items()}
    layout = Layout(dict(wanted.columns), codes, wanted.most_rows)
    done, paths = give_back(context.hub.tools, context.actor, returned, layout, path)
    count = len(returned.rows)
    words = tr_count("{count} row went back", "{count} rows went back", count)
    where = ", ".join(one.name for one in paths)
    message = tr("{rows}: {files} in {folder}", rows=words, files=where, folder=str(path.parent))
    return Changes(done.txn, done.entities, done.made, message)
