"""Whether a row tells who somebody is: the rule a council's own import goes by.

Source: Hackney's Here to Help data import (LBHackney-IT/here-to-help-data-import), which passes over a row
unless it gives an NHS number, or a first and last name with a full date of birth, a UPRN, a telephone number
or an e-mail address. This program keeps no NHS numbers, so the second half is what is left of it.
"""

from desktop.imports.staged import StagedPerson

NOT_IDENTIFIABLE = (
    "The row does not tell who this is. Give a first and last name, with a full date of birth, a UPRN, "
    "a telephone number or an e-mail address."
)


def is_identifiable(person: StagedPerson) -> bool:
    """Whether a row tells who somebody is."""
    named = bool(person.first_name and person.last_name)
    return named and bool(person.date_of_birth or person.uprn or person.phones or person.email)
