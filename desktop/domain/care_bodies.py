"""Which public body takes safeguarding concerns: never a district, never a council in Northern Ireland.

Social care lies with the upper tier. In England a two-tier area has a county council above its districts,
whose GSS codes begin with E07 (Office for National Statistics, coding and naming policy); everywhere else in
Great Britain one council does all. In Northern Ireland it lies with the five Health and Social Care Trusts.
"""

import re

from db.enums import Nation
from desktop.domain.errors import DomainError

_DISTRICT = "E07"
_LOWER_TIER = re.compile(r"\b(district|borough|city|town|parish)\b.*\bcouncil\b", re.IGNORECASE)


def is_two_tier(la_code: str) -> bool:
    """Whether an authority is a district below a county council.

    Args:
        la_code: GSS code of the authority of a postcode; empty where not known.
    """
    return la_code.strip().upper().startswith(_DISTRICT)


def care_body(nation: Nation, la_code: str = "", *, is_child: bool) -> str:
    """Say in words which body takes a concern, for when the hub has not named it.

    Args:
        nation: where the person is.
        la_code: of the authority there; empty where not known.
        is_child: whether it is about a child.
    """
    if nation is Nation.NORTHERN_IRELAND:
        team = "Gateway team" if is_child else "Adult Protection Gateway"
        return f"{team} of the Health and Social Care Trust"
    if nation is Nation.SCOTLAND:
        return f"{'Children’s services' if is_child else 'Adult protection'}, social work, of the council"
    who = "Children’s" if is_child else "Adult"
    if nation is Nation.WALES:
        return f"{who} social services of the council"
    council = "county council" if is_two_tier(la_code) else "council"
    if not la_code:
        council = "council (in two-tier areas the county council)"
    return f"{who} social care of the {council}"


def check_care_body(nation: Nation, la_code: str, name: str) -> None:
    """Refuse a recipient that does not take concerns; a blank one is filled in by pen.

    Args:
        nation: where the person is.
        la_code: of the authority there; empty where not known.
        name: the recipient as typed.

    Raises:
        DomainError: it is a district of a two-tier area, or a council in Northern Ireland.
    """
    plain = name.casefold()
    if nation is Nation.NORTHERN_IRELAND and "council" in plain and "trust" not in plain:
        raise DomainError(
            "In Northern Ireland the Health and Social Care Trust takes this, not the council.",
            field="recipient",
        )
    if is_two_tier(la_code) and "county" not in plain and _LOWER_TIER.search(name):
        raise DomainError(
            "This goes to the county council: a district has no social care. "
            "For somebody who is elsewhere, write the name of the team there.",
            field="recipient",
        )
