"""Who may do what, worked out from domain rule 3 over plain rows of the store: no rule of the app's is used.

The app's own gate reads models and judges prepared requirements; this reads text out of tables and asks each
rule in the order in which the rule book tells it, so that a mistake in one is not repeated in the other.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

Row = dict[str, Any]

_BOTH = "enhanced_both_barred"
_DEEP = f"enhanced enhanced_adults_barred enhanced_children_barred {_BOTH}"
_PVG = "pvg_children pvg_protected_adults pvg_both"
ANSWERED_BY: dict[str, str] = {
    "basic": f"basic standard {_DEEP}",
    "standard": f"standard {_DEEP}",
    "enhanced": _DEEP,
    "enhanced_adults_barred": f"enhanced_adults_barred {_BOTH}",
    "enhanced_children_barred": f"enhanced_children_barred {_BOTH}",
    "enhanced_both_barred": _BOTH,
    "level_1": f"level_1 level_2 level_2_barred {_PVG}",
    "level_2": f"level_2 level_2_barred {_PVG}",
    "level_2_barred": "level_2_barred",
    "pvg_children": "pvg_children pvg_both",
    "pvg_protected_adults": "pvg_protected_adults pvg_both",
    "pvg_both": "pvg_both",
}
"""The level a rule asks for, and what answers it (domain rule 4)."""
SCHEMES = {
    "dbs": f"basic standard {_DEEP}",
    "access_ni": f"basic standard {_DEEP}",
    "disclosure_scotland": f"level_1 level_2 level_2_barred {_PVG}",
}
REGULATED = {"enhanced_adults_barred", "enhanced_children_barred", _BOTH, "level_2_barred", *_PVG.split()}
TRAINING = ("safeguarding_training", "medicines_training", "food_hygiene", "first_aid", "health_safety")
PLAIN_CHECKS = {"identity", "references", "data_protection", "driving_papers", "induction", *TRAINING}
PLAIN_CHECKS |= {"code_of_conduct"}
_TABLES = {
    "volunteer": "id, person_id, status, parental_agreement, transport, voided_at",
    "person": "id, status, date_of_birth, voided_at, household_id",
    "check_record": "id, volunteer_id, type, status, level, issued_on, review_on, valid_to, exempt_until, "
    "exempt_reason, decision, status_result, status_on, references_in, licence_to, insurance_to, mot_to, "
    "business_to, voided_at",
    "clearance_rule": "nation, need_code, check_type, level, basis, pairing_allowed, applies_when, voided_at",
    "need_type": "id, code, at_door, needs_transport",
    "request": "id, person_id, need_type_id, because_of, answers, voided_at",
    "task": "id, request_id, on_date, status, volunteer_id, second_volunteer_id, stop_id, voided_at",
    "stop": "id, round_id, voided_at",
    "round": "id, status, driver_id, helper_id, voided_at",
    "do_not_pair": "volunteer_id, person_id, voided_at",
}


def day_of(text: object) -> date | None:
    """A date out of a column, whatever stands in it."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


class Picture:
    """What the store says at one moment.

    Args:
        cursor: of the driver.
        clock: the laptop's own moment.
    """

    def __init__(self, cursor: Any, clock: datetime) -> None:
        for table, columns in _TABLES.items():
            names = columns.split(", ")
            rows = cursor.execute(f'SELECT {columns} FROM "{table}"').fetchall()
            setattr(self, table, [dict(zip(names, row, strict=True)) for row in rows])
        (self.nation,) = cursor.execute("SELECT nation FROM hub").fetchone()
        (newest,) = cursor.execute("SELECT max(at) FROM change").fetchone()
        moments = [clock, datetime.fromisoformat(newest)] if newest else [clock]
        self.today = max(one.astimezone().date() for one in moments)
        self.volunteers = {one["id"]: one for one in self._rows("volunteer")}
        self.people = {one["id"]: one for one in self._rows("person")}
        self.requests = {one["id"]: one for one in self._rows("request")}
        self.needs = {one["id"]: one for one in self._rows("need_type")}
        self.tasks = {one["id"]: one for one in self._rows("task")}
        self.rounds = {one["id"]: one for one in self._rows("round") if one["voided_at"] is None}
        self._stops = {one["id"]: one for one in self._rows("stop") if one["voided_at"] is None}
        self.rules = [one for one in self._rows("clearance_rule") if one["voided_at"] is None]
        self.checks: dict[str, list[Row]] = {}
        for one in self._rows("check_record"):
            if one["voided_at"] is None:
                self.checks.setdefault(one["volunteer_id"], []).append(one)

    def _rows(self, table: str) -> list[Row]:
        return list(getattr(self, table))

    def round_of(self, task: Row) -> Row | None:
        """The round in use that carries a task."""
        stop = self._stops.get(task["stop_id"] or "")
        return self.rounds.get(stop["round_id"]) if stop else None

    def carried(self, round_id: str) -> list[Row]:
        """The tasks a round carries, called-off ones left out."""
        return [
            task
            for task in self.live_tasks()
            if (held := self.round_of(task)) and held["id"] == round_id and task["status"] != "cancelled"
        ]

    def live_tasks(self) -> Iterator[Row]:
        """Tasks in use of requests in use."""
        for task in self.tasks.values():
            if task["voided_at"] is None and self.requests[task["request_id"]]["voided_at"] is None:
                yield task

    def crew(self, task: Row) -> list[str]:
        """Who has a task."""
        return [one for one in (task["volunteer_id"], task["second_volunteer_id"]) if one]

    def kept_apart(self, volunteer_id: str, task: Row) -> bool:
        """Is the volunteer not to be sent to the person, or to anybody in the same home?"""
        person = self.people[self.requests[task["request_id"]]["person_id"]]
        for pair in self._rows("do_not_pair"):
            if pair["voided_at"] is None and pair["volunteer_id"] == volunteer_id:
                other = self.people[pair["person_id"]]
                home = person["household_id"]
                if other["id"] == person["id"] or (home and other["household_id"] == home):
                    return True
        return False

    def may(self, volunteer_id: str, task: Row, crew: Sequence[str], driver: str | None = None) -> bool:
        """May a volunteer do a task, in this company?

        Args:
            volunteer_id: the volunteer.
            task: the task.
            crew: everybody who goes.
            driver: who drives, where that is settled by a round; else whoever has a car, if the need asks.
        """
        days = {self.today, max(self.today, day_of(task["on_date"]) or date.max)}
        others = [one for one in crew if one != volunteer_id]
        alone = all(self._may(volunteer_id, task, day, driver, paired=False) for day in days)
        if alone:
            return True
        checked = any(all(self._may(one, task, day, driver, paired=False) for day in days) for one in others)
        return checked and all(self._may(volunteer_id, task, day, driver, paired=True) for day in days)

    def _may(self, volunteer_id: str, task: Row, day: date, driver: str | None, *, paired: bool) -> bool:
        volunteer = self.volunteers[volunteer_id]
        person = self.people[volunteer["person_id"]]
        request = self.requests[task["request_id"]]
        need = self.needs[request["need_type_id"]]
        if volunteer["voided_at"] or person["voided_at"] or volunteer["status"] != "active":
            return False
        if person["status"] in ("deceased", "do_not_contact"):
            return False
        on_round = driver is not None
        if not self._age_allows(person, volunteer, bool(need["at_door"]) or on_round, day, paired):
            return False
        has_car = volunteer["transport"] in ("car", "van")
        by_car = driver == volunteer_id if on_round else bool(json.loads(need["needs_transport"]))
        here = (self.nation, need["code"])
        rules = [rule for rule in self.rules if (rule["nation"], rule["need_code"]) == here]
        asked = [rule for rule in rules if _applies(rule["applies_when"], request, has_car and by_car)]
        held = self.checks.get(volunteer_id, [])
        return bool(rules) and all(_met(rule, held, day, paired) for rule in asked)

    def _age_allows(self, person: Row, volunteer: Row, at_door: bool, day: date, paired: bool) -> bool:
        born = day_of(person["date_of_birth"])
        if born is None:
            return False
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if age >= 18:
            return age <= 120
        if age < 0:
            return False
        return volunteer["parental_agreement"] == "yes" and (paired or not at_door)


def _applies(when: str, request: Row, drives: bool) -> bool:
    """A circumstance not asked about counts as present; only a recorded no leaves a rule out."""
    answers = json.loads(request["answers"] or "{}")
    if when == "driving":
        return drives
    because = request["because_of"] != "no"
    paying = answers.get("how_paid") not in ("hub", "nothing")
    if when == "because_of":
        return because
    if when == "because_of_and_paying":
        return because and paying
    if when == "because_of_and_to_care":
        return because and answers.get("to_care") != "no"
    return True


def _met(rule: Row, checks: Sequence[Row], day: date, paired: bool) -> bool:
    own = [one for one in checks if one["type"] == rule["check_type"]]
    law = rule["basis"] != "hub_policy"
    regulated = rule["check_type"] in SCHEMES and (law or rule["level"] in REGULATED)
    refused = [one for one in own if one["status"] == "refused"]
    if regulated:
        refused += [
            one for one in checks if one["type"] in SCHEMES and one["decision"] == "not_for_regulated_roles"
        ]
    counted = [one for one in own if all(_came_after(one, no) for no in refused)]
    for one in counted:
        if one["status"] == "verified" and _level_answers(rule, one) and _shows_it(one, day):
            return True
        until = day_of(one["exempt_until"])
        excused = one["status"] == "exempt" and (one["exempt_reason"] or "").strip()
        if not law and excused and until is not None and until >= day:
            return True
    # Refused, and nothing later: a decision about the person that company does not mend.
    standing = refused and not any(one["status"] != "refused" for one in counted)
    return bool(not law and paired and rule["pairing_allowed"] and not standing)


def _came_after(one: Row, refusal: Row) -> bool:
    issued, refused = day_of(one["issued_on"]), day_of(refusal["issued_on"])
    return issued is not None and refused is not None and issued > refused


def _level_answers(rule: Row, one: Row) -> bool:
    scheme = SCHEMES.get(rule["check_type"])
    if scheme is None:
        return rule["check_type"] in PLAIN_CHECKS and rule["level"] == "none"
    asked = rule["level"]
    return asked in scheme.split() and one["level"] in ANSWERED_BY[asked].split()


def _shows_it(one: Row, day: date) -> bool:
    """Is the evidence whole: in date, its references in, and no answer that is not plainly good?"""
    ends = [one["review_on"], one["valid_to"]]
    if one["type"] in SCHEMES and not any(ends):
        return False
    if one["type"] == "driving_papers":
        papers = [one[name] for name in ("licence_to", "insurance_to", "mot_to", "business_to")]
        if not (papers[0] and papers[1]):
            return False
        ends += papers
    if one["type"] == "references" and one["references_in"] not in (None, 2):
        return False
    if any(end and ((last := day_of(end)) is None or last < day) for end in ends):
        return False
    issued = day_of(one["issued_on"])
    if one["issued_on"] and (issued is None or issued > day):
        return False
    asked = one["status_result"] != "not_asked" or one["status_on"]
    if asked and not (one["status_result"] == "no_change" and day_of(one["status_on"])):
        return False
    return one["decision"] in ("not_decided", "suitable", "not_for_regulated_roles")
