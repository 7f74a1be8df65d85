"""``hubkeeper match``: who can do a request, or every open request at once as a proposal."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.common import (
    Exit,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    hub,
    stop,
)

if TYPE_CHECKING:
    from desktop.domain.batch import Proposal
    from desktop.services.hubs import OpenHub
    from desktop.services.matching import MatchView, TaskCard

_UNFILLED = {
    "not_free": "nobody is free then",
    "not_cleared": "nobody who is free is cleared",
    "all_taken": "everybody cleared is taken or out of hours",
}


def match(
    folder: HubFolderOption,
    request: Annotated[str, typer.Option(help="One request, such as R-12.", show_default=False)] = "",
    everything: Annotated[bool, typer.Option("--all", help="Every open request of the coming week.")] = False,
    assign: Annotated[
        bool, typer.Option("--assign", help="Give the tasks out: you confirm, volunteers are not yet asked.")
    ] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Rank volunteers by the hub's rules; exit code 1 when somebody is still without help."""
    options = Options(as_json, user, passphrase_file)
    if bool(request) == everything:
        stop(Exit.MISUSE, "Say which: --request R-12, or --all.", as_json=as_json)
    with hub(folder, options, write=assign) as opened:
        if everything:
            data, lines, found = _all(opened, assign)
        else:
            data, lines, found = _one(opened, request, assign)
    emit(options, data, lines)
    raise typer.Exit(Exit.FINDINGS if found else Exit.OK)


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper match``."""
    app.command("match")(match)


def _one(opened: "OpenHub", reference: str, assign: bool) -> tuple[dict[str, Any], list[str], bool]:
    """Rank volunteers for one request, and with ``assign`` give it to the best of them."""
    from desktop.services.matching import Matching

    matching = Matching(opened.tools)
    request_id = matching.request_named(opened.actor, reference)
    task_id = matching.task_for(opened.actor, request_id)
    view = matching.for_task(opened.actor, task_id)
    data, lines = _told(opened, view)
    found = view.matches.fit_count == 0
    if assign:
        given, said, found = _accepted(opened, matching.propose(opened.actor, [task_id]))
        data |= given
        lines += ["", *said]
    return data, lines, found


def _all(opened: "OpenHub", assign: bool) -> tuple[dict[str, Any], list[str], bool]:
    """Propose volunteers for every open request, and with ``assign`` accept the proposal."""
    from desktop.services.matching import Matching

    proposal = Matching(opened.tools).propose(opened.actor)
    if assign:
        return _accepted(opened, proposal)
    data, lines = _proposed(opened, proposal)
    return data, lines, bool(proposal.unfilled)


def _accepted(opened: "OpenHub", proposal: "Proposal") -> tuple[dict[str, Any], list[str], bool]:
    """Give out what a proposal says; every pair passes the gate again as it is written."""
    from desktop.services.offers import Offers

    data, lines = _proposed(opened, proposal)
    done = Offers(opened.tools).accept(opened.actor, proposal.assignments)
    given = done.entities.get("task", frozenset())
    for line in data["assignments"]:
        line["assigned"] = line["task_id"] in given
    found = bool(proposal.unfilled) or len(given) < len(proposal.assignments)
    return data | {"assigned": len(given), "message": done.message}, [*lines, done.message], found


def _told(opened: "OpenHub", view: "MatchView") -> tuple[dict[str, Any], list[str]]:
    """A ranking as data and as words."""
    from desktop.domain.match_words import headline, usual_words
    from desktop.services.volunteers import Volunteers

    found = view.matches
    keys = [*(one.id for one in found.fits), *(one.id for one in found.blocked)]
    numbers = {row.id: f"V-{row.number}" for row in Volunteers(opened.tools).rows(opened.actor, keys)}
    fits = [_fit(one, numbers) for one in found.fits]
    blocked = [_blocked(one, numbers) for one in found.blocked]
    usual = usual_words(found.usual) if found.usual else ""
    data = _card(view.card) | {
        "needed": [
            {"check": rule.words, "law": rule.is_law, "source": rule.source} for rule in view.card.needed
        ],
        "usual": usual,
        "fits": fits,
        "fit_count": found.fit_count,
        "blocked": blocked,
        "blocked_count": found.blocked_count,
        "not_free": view.others,
    }
    return data, _told_lines(data, headline(found))


def _told_lines(data: dict[str, Any], count: str) -> list[str]:
    lines = [f"{_task(data)}  {data['area']}".rstrip()]
    if data["needed"]:
        lines.append("Needed: " + ", ".join(rule["check"] for rule in data["needed"]))
    if data["usual"]:
        lines.append(data["usual"])
    lines += [count, *(_fit_line(place, one) for place, one in enumerate(data["fits"], 1))]
    if data["blocked"]:
        lines.append(f"{data['blocked_count']} can’t be given this task:")
    for one in data["blocked"]:
        lines.append(f"  {one['volunteer']}  {one['name']}: {one['why']}. {one['next']}".rstrip())
    return [*lines, f"{data['not_free']} not free then."]


def _fit(fit: Any, numbers: dict[str, str]) -> dict[str, Any]:
    from desktop.domain.clearance_words import condition_words
    from desktop.domain.match_words import load_words, note_words

    return {
        "volunteer": numbers.get(fit.id, ""),
        "id": fit.id,
        "name": fit.name,
        "reasons": [note_words(note) for note in fit.notes if not note.warn],
        "warnings": [note_words(note) for note in fit.notes if note.warn],
        "conditions": [condition_words(one) for one in fit.conditions],
        "hours": load_words(fit),
        "metres": fit.metres,
    }


def _fit_line(place: int, fit: dict[str, Any]) -> str:
    warnings = [f"but: {', '.join(fit['warnings'])}"] if fit["warnings"] else []
    told = "; ".join([*fit["reasons"], *fit["conditions"], *warnings])
    return f"  {place}. {fit['volunteer']}  {fit['name']}  {fit['hours']}  {told}"


def _blocked(blocked: Any, numbers: dict[str, str]) -> dict[str, Any]:
    from desktop.domain.clearance_words import lack_words, next_step_words
    from desktop.domain.match_words import blocked_words

    first = blocked.lacks[0] if blocked.lacks else None
    return {
        "volunteer": numbers.get(blocked.id, ""),
        "id": blocked.id,
        "name": blocked.name,
        "why": blocked_words(blocked),
        "lacks": [lack_words(lack) for lack in blocked.lacks],
        "next": next_step_words(first) if first else "",
    }


def _proposed(opened: "OpenHub", proposal: "Proposal") -> tuple[dict[str, Any], list[str]]:
    """A proposal as data and as words."""
    from desktop.services.matching import Matching
    from desktop.services.volunteers import Volunteers

    tasks = [*(one.need_id for one in proposal.assignments), *(one.need_id for one in proposal.unfilled)]
    cards = Matching(opened.tools).cards(opened.actor, tasks)
    keys = [one.volunteer_id for one in proposal.assignments]
    rows = {row.id: row for row in Volunteers(opened.tools).rows(opened.actor, keys)}
    assignments = [
        _card(cards[one.need_id])
        | {
            "volunteer": f"V-{rows[one.volunteer_id].number}",
            "volunteer_id": one.volunteer_id,
            "name": f"{rows[one.volunteer_id].first_name} {rows[one.volunteer_id].last_name}".strip(),
        }
        for one in proposal.assignments
    ]
    unfilled = [
        _card(cards[one.need_id]) | {"why": one.why.value, "cleared": one.cleared}
        for one in proposal.unfilled
    ]
    data = {
        "assignments": assignments,
        "unfilled": unfilled,
        "objective": proposal.objective,
        "bound": proposal.bound,
        "solver": proposal.solver,
    }
    lines = [f"{_task(one)}  {one['volunteer']}  {one['name']}" for one in assignments]
    lines += [f"{_task(one)}  nobody: {_UNFILLED[one['why']]}" for one in unfilled]
    return data, lines or ["Nothing waits for a volunteer in the coming week."]


def _card(card: "TaskCard") -> dict[str, Any]:
    """A task as it may be told before a volunteer says yes: no name, no address."""
    return {
        "request": f"R-{card.request_number}",
        "request_id": card.request_id,
        "task_id": card.id,
        "need": card.need,
        "urgency": card.urgency,
        "on_date": card.on_date.isoformat(),
        "area": card.area,
    }


def _task(one: dict[str, Any]) -> str:
    return f"{one['request']}  {one['on_date']}  {one['need']}"
