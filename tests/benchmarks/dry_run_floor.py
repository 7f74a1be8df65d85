"""The least a dry run could take: reading the file, and parsing one phone and one date a row."""

import sys
import time
from datetime import datetime

begun = time.perf_counter()

import phonenumbers  # noqa: E402
import python_calamine  # noqa: E402

BORN, PHONE = 2, 5
E164 = phonenumbers.PhoneNumberFormat.E164
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
for row in rows[1:]:
    phonenumbers.format_number(phonenumbers.parse(str(row[PHONE]), "GB"), E164)
    datetime.strptime(str(row[BORN]), "%Y-%m-%d").date()
print(time.perf_counter() - begun, len(rows) - 1)
