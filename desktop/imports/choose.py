"""The column map for a file: the profile asked for, one the file shows it was made for, or a guess."""

from collections.abc import Sequence

from desktop.domain.errors import DomainError
from desktop.imports.mapping import ColumnMap, guess_map
from desktop.imports.profiles import Profile, find_profile, recognise
from desktop.imports.targets import Kind

_SOMEBODY = frozenset({"full_name", "first_name", "last_name", "preferred_name", "phone", "mobile"})
_NEED = frozenset({"need", "need_detail"})


def choose_map(
    headers: Sequence[str], kind: Kind, *, profile: str = "", saved: Sequence[Profile] = ()
) -> ColumnMap:
    """Choose what each column becomes.

    Args:
        headers: the file's column names.
        kind: what its rows are.
        profile: the name of a profile, or an empty text to recognise or guess.
        saved: profiles the hub has kept.

    Raises:
        DomainError: there is no such profile, or its columns are not in the file.
    """
    if profile:
        asked = find_profile(profile, kind, saved)
        chosen = asked.map_of(headers)
        if not any(column.target for column in chosen.columns):
            raise DomainError(
                f"The file has none of the columns of the profile “{profile}”. Leave the profile out."
            )
        return chosen
    known = recognise(headers, kind, saved)
    return known.map_of(headers) if known else guess_map(headers, kind)


def missing_from(column_map: ColumnMap) -> str:
    """What a map lacks to make anything of the rows, in plain English; empty when it lacks nothing."""
    targets = {column.target for column in column_map.columns if column.target} | set(column_map.constants)
    if column_map.kind is Kind.REQUESTS:
        if not targets & _NEED:
            return "No column says what help is needed. Choose the column that does."
        if not targets & (_SOMEBODY | {"person_reference"}):
            return "No column says who needs help. Choose a name, a telephone number or a reference."
    elif not targets & _SOMEBODY:
        return "No column holds a name or a telephone number. Choose the columns that do."
    return ""
