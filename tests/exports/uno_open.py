"""Opens a spreadsheet in LibreOffice as a person would and prints its cells; run by the system's Python.

    python3 uno_open.py PROFILE FILES

FILES is JSON: pairs of a path and a password, which may be empty. Prints one JSON line: for each file a list
of sheets, each a list of rows of what a cell shows, or null where it does not open. Started by
`test_other_programs.py`; needs the Debian packages libreoffice-calc and python3-uno.
"""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main() -> None:
    """Open the file in an office of its own, and end that office."""
    profile, files = sys.argv[1:]
    pipe = f"hubkeeper{Path(profile).name}"
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", "--nologo"),
            f"-env:UserInstallation=file://{profile}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = None
    try:
        desktop = _connected(office, pipe)
        answer = [_cells(desktop, file, password) for file, password in json.loads(files)]
        sys.stdout.write(json.dumps(answer) + "\n")
    finally:
        if desktop is not None:
            desktop.terminate()
        office.wait(30)


def _connected(office, pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = monotonic() + 60
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if monotonic() > end:
                raise
            with suppress(subprocess.TimeoutExpired):
                office.wait(0.2)


def _cells(desktop, file, password):
    asked = {"Hidden": True}
    if password:
        asked["Password"] = password
    if file.endswith(".csv"):
        columns = "/".join(f"{place}/2" for place in range(1, 60))
        asked |= {"FilterName": "Text - txt - csv (StarCalc)", "FilterOptions": f"44,34,76,1,{columns}"}
    try:
        given = tuple(PropertyValue(Name=name, Value=value) for name, value in asked.items())
        document = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, given)
    except Exception:
        return None
    if document is None:
        return None
    try:
        return [_rows(sheet) for sheet in document.Sheets]
    finally:
        document.close(True)


def _rows(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return [
        [sheet.getCellByPosition(column, row).String for column in range(last.EndColumn + 1)]
        for row in range(last.EndRow + 1)
    ]


main()
