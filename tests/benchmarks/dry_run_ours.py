"""A dry run of the list named, as the app makes it: read, understood, compared. Seconds and peak MB."""

import sys
import time
from pathlib import Path

begun = time.perf_counter()

from desktop.imports.choose import choose_map  # noqa: E402
from desktop.imports.likeness import ExistingIndex  # noqa: E402
from desktop.imports.people_rows import PeopleReader  # noqa: E402
from desktop.imports.readers import open_table  # noqa: E402
from desktop.imports.stage import stage  # noqa: E402
from desktop.imports.targets import Kind  # noqa: E402

table = open_table(Path(sys.argv[1]))
reader = PeopleReader(choose_map(table.headers, Kind.PEOPLE))
found = stage((reader.read(row) for row in table.rows()), ExistingIndex.build([]))
took = time.perf_counter() - begun
# Not getrusage: its peak begins with that of the process that started this one.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(took, int(status["VmHWM"].split()[0]) / 1024, found.rows)
