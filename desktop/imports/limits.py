"""How much of a file is taken at once: larger than any list a hub holds, small enough for an old laptop."""

FILE_LIMIT = 200 * 1024 * 1024
"""Bytes of a file on disk."""

UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes a workbook may unpack to however small it is packed."""

UNPACKED_RATIO = 100
"""Above `UNPACKED_LIMIT`, how many times its packed size a workbook may unpack to."""

UNPACKED_MOST = 1024 * 1024 * 1024
"""Bytes no workbook may unpack to."""

CELL_LIMIT = 1_000_000
"""Characters in one cell."""

ROW_LIMIT = 500_000
"""Rows in one table."""

GRID_LIMIT = 16_000_000
"""Cells in the rectangle a sheet spans: the reader makes room for all of them, empty or not."""

HEADER_SEARCH = 25
"""How many rows are looked at for the column names."""

RECORD_LINES = 500
"""Lines one row of a text file may run over before its quotation mark counts as never closed."""

RECORD_CHARACTERS = 4_000_000
"""Characters one row of a text file may run to before it is cut."""
