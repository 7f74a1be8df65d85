"""Making, opening and closing a hub."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import keys
from db.enums import Nation, Role
from db.folder import HubFolder
from db.gazetteer import Place
from db.ids import new_id
from db.keys import STANDARD, KdfParams
from db.lock import HubLock
from db.marker import Marker, MarkerState, compare, place_fingerprint, read_marker, write_marker
from db.migrate import bring_up_to_date
from db.models import Hub, User, UserRole
from db.places import check_place
from db.store import Store, create_store
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Tools, no_places, system_clock
from desktop.services.seed import CONSENT_WORDING, seed

FindPlaces = Callable[[Sequence[str]], Mapping[str, Place | None]]


@dataclass(frozen=True, slots=True)
class NewHub:
    """What is asked when a hub is made.

    Attributes:
        name: as printed on every sheet.
        nation: decides the law on the forms.
        postcode: where the hub is.
        phone: the number volunteers and people ring.
        safeguarding_phone: the largest number on every sheet; the hub's own when empty.
        lead_name: the safeguarding lead.
        user_name: the first account at the keyboard.
        is_demo: marked as a demonstration on every screen and print.
    """

    name: str
    nation: Nation
    postcode: str = ""
    phone: str = ""
    safeguarding_phone: str = ""
    lead_name: str = ""
    user_name: str = ""
    is_demo: bool = False
