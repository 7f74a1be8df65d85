"""Roles by actions, every cell: what domain rule 14 lets each role do, and that every verb keeps to it."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from db.enums import Role
from desktop import services
from desktop.domain.errors import NotAllowed
from desktop.services.actions import ACTIONS, who_may
from desktop.services.base import Actor, Service, Tools, verbs

ORDER = (
    Role.CALL_HANDLER,
    Role.VOLUNTEER_MANAGER,
    Role.COORDINATOR,
    Role.LEAD,
    Role.ADMINISTRATOR,
    Role.READ_ONLY,
)
MAY = """
hub.see                 H V C L A R
hub.set                 . . C L A .
hub.check               . . C L A .
backup.make             H V C L A R
backup.set              . . . . A .
user.see                H V C L A R
user.set                . . . . A .
audit.see               . . . L A .
audit.whole             . . . L . .
user.own                H V C L A R
glass.open              H . C . . .
glass.see               . . . L . .
card.drill              . . . L A .
card.safeguarding       . . . L . .
key.renew               . . . . A .
view.log                H V C L A R
view.keep               H V C L A R
draft.keep              H V C L A R
need.see                H V C L A R
need.set                . . C L A .
template.see            H V C L A R
template.set            . . C L A .
history.see             H V C L . R
history.undo            H V C L . .
day.see                 H V C L . R
phone.see               H V C L . .
note.see                H V C L . R
note.write              H V C L . .
search.all              H V C L . R
bulk.act                H V C L . .
person.see              H . C L . R
person.set              H . C L . .
person.void             . . C L . .
household.see           H . C L . R
household.set           H . C L . .
household.void          . . C L . .
consent.see             H . C L . R
consent.set             H . C L . .
contact.see             H . C L . R
contact.set             H . C L . .
call.see                H . C L . R
call.make               H . C L . .
call.plan               H . C L . .
call.share              . . C L . .
call.print              . . C L . .
duplicate.see           H . C L . .
duplicate.decide        . . C L . .
request.see             H . C L . R
request.set             H . C L . .
request.close           H . C L . .
request.void            . . C L . .
task.see                H . C L . R
task.set                H . C L . .
task.void               . . C L . .
volunteer.see           H V C L . R
volunteer.set           . V C L . .
volunteer.apart         . . C L . .
volunteer.void          . V C L . .
recall.ring             H V C L . .
bank.print              . V C L . .
neighbour.see           H V C L . R
neighbour.set           H V C L . .
neighbour.print         H V C L . .
check.see               . V . L . .
check.set               . V . L . .
letter.print            . V . L . .
formality.see           . V C L . .
formality.set           . V C L . .
concern.raise           H V C L A R
concern.open            . . . L . .
rule.see                H V C L . R
rule.set                . . . L . .
match.see               H . C L . R
match.assign            . . C L . .
outing.see              H . C L . R
outing.set              . . C L . .
outing.print            . . C L . .
loan.see                H . C L . R
loan.set                H . C L . .
loan.print              H . C L . .
round.see               H . C L . R
round.set               . . C L . .
round.print             . . C L . .
round.result            . . C L . .
round.void              . . C L . .
rota.see                H V C L . R
rota.set                . V C L . .
rota.print              . V C L . .
referral.see            H . C L . R
referral.set            H . C L . .
referral.reply          H . C L . .
referral.send           . . C L . .
referral.void           . . C L . .
area.see                H V C L . R
area.set                . . C L . .
coverage.see            H . C L . R
coverage.set            . . C L . .
coverage.print          . . C L . .
organisation.see        H V C L . R
organisation.set        . . C L . .
organisation.void       . . C L . .
group.see               H V C L . R
group.ring              H . C L . .
group.print             . . C L . .
money.see               . . C L . .
money.record            . . C L . .
money.approve           . . C L . .
money.pay               . . C L . .
money.export            . . C L . .
stock.see               H . C L . R
stock.move              H . C L . .
stock.set               . . C L . .
stock.print             . . C L . .
info.see                H V C L . R
info.set                . . C L . .
incident.see            H V C L . R
incident.set            . . C L . .
incident.call           H V C L . .
out.see                 H . C L . R
out.set                 H . C L . .
arrival.see             H . C L . R
arrival.set             H . C L . .
incident.erase          . . . L . .
info.print              H V C L . .
case.see                H . C L . R
case.set                H . C L . .
case.list               . . C L . .
case.print              H . C L . .
service.see             H V C L . R
service.set             . . C L . .
service.heard           H . C L . .
service.void            . . C L . .
service.print           H . C L . .
import.preview          . . C L . .
import.apply            . . C L . .
export.list             . . C L . .
handover.see            . . C L . .
handover.make           . . C L . .
handover.receipt        . . C L . .
handover.again          . . C L . .
handover.notice         . . C L . .
handover.overrule       . . . L . .
protection.see          . . C L A .
protection.set          . . . L A .
notice.see              H . C L . R
notice.give             H . C L . .
notice.work             . . C L . .
retention.run           . . . L . .
hold.set                . . . L . .
erase.person            . . . L . .
rights.see              . . C L . .
rights.set              . . C L . .
rights.pack             . . . L . .
breach.see              . . . L A .
breach.set              . . . L A .
complaint.see           . . C L . .
complaint.set           . . C L . .
approval.ask            . . C L . .
approval.give           . . C L A .
law.see                 H V C L A R
share.decide            . . C L . .
refusal.see             . . C L . .
"""
TABLE = {line.split()[0]: line.split()[1:] for line in MAY.strip().splitlines()}
TOOLS = Tools(store=None)  # type: ignore[arg-type]


def cells() -> Iterator[tuple[str, Role, bool]]:
    """Each action and role with whether it may."""
    for action, letters in TABLE.items():
        for role, letter in zip(ORDER, letters, strict=True):
            yield action, role, letter != "."


def every_service() -> list[type[Service]]:
    """Every service class of the app."""
    found: list[type[Service]] = []
    for module in pkgutil.walk_packages(services.__path__, "desktop.services."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, Service) and one.__module__ == module.name:
                found.append(one)
    return found


def every_verb() -> Iterator[Any]:
    """Every verb of every service, with its action."""
    for kind in every_service():
        for name, action in verbs(kind).items():
            yield pytest.param(kind, name, action, id=f"{kind.__name__}.{name}")


def refused(kind: type[Service], name: str, roles: frozenset[Role]) -> bool:
    """Whether the gate stops somebody; past it, the verb stumbles over the store that is not there."""
    try:
        getattr(kind(TOOLS), name)(Actor("a" * 32, "Anybody", roles))
    except NotAllowed:
        return True
    except Exception:
        return False
    return False


def test_the_table_has_every_action() -> None:
    assert TABLE.keys() == ACTIONS.keys()
    assert set(ORDER) == set(Role)


@pytest.mark.parametrize(("action", "role", "may"), list(cells()))
def test_a_role_may_do_what_the_rule_says(action: str, role: Role, may: bool) -> None:
    assert (role in who_may(action)) is may


@pytest.mark.parametrize(("kind", "name", "action"), list(every_verb()))
def test_every_verb_stops_every_role_that_may_not(kind: type[Service], name: str, action: str) -> None:
    stopped = [letter == "." for letter in TABLE[action]]
    assert [refused(kind, name, frozenset({role})) for role in ORDER] == stopped
    assert refused(kind, name, frozenset())
