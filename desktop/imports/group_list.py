"""A list of street groups out of a file, as the lines that are looked at before they are added."""

from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.imports.readers import open_table

_WORDS = {
    "phone": ("phone", "tel", "mobile", "ring on"),
    "contact": ("contact", "lead", "coordinator", "organiser", "whom", "who", "person"),
    "name": ("group", "name", "organisation", "street", "area"),
}
"""What a column's name holds, looked for in this order: a ``Contact name`` is a contact."""


def group_lines(path: Path) -> str:
    """Read a list of groups: name, whom to ring and phone, with tabs between, a group on each line.

    Args:
        path: a CSV file or a spreadsheet. Columns are told by their names, and else by their order.

    Raises:
        DomainError: the file cannot be read, or holds no groups; in plain words.
    """
    table = open_table(path)
    order = _columns(table.headers)
    lines = []
    for row in table.rows():
        cells = [row.cells[at] if at < len(row.cells) else "" for at in order]
        lines.append("\t".join(" ".join(cell.split()) for cell in cells).rstrip())
    if not any(line.strip() for line in lines):
        raise DomainError("The file holds no groups. A group has a name and somebody to ring.")
    return "\n".join(line for line in lines if line.strip())


def _columns(headers: tuple[str, ...]) -> list[int]:
    """Where name, contact and phone stand."""
    found: dict[str, int] = {}
    for kind, words in _WORDS.items():
        for at, header in enumerate(headers):
            if at not in found.values() and any(word in header.casefold() for word in words):
                found[kind] = at
                break
    if "name" not in found or "contact" not in found:
        return list(range(min(3, len(headers))))
    return [found[kind] for kind in ("name", "contact", "phone") if kind in found]
