"""Paper as another program reads it."""

import shutil
import subprocess
from pathlib import Path

import pytest


def text_of(path: Path) -> str:
    """What poppler reads on a PDF, pages parted by form feeds; skips the test where it is not there."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed: apt-get install poppler-utils")
    read = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(read, capture_output=True, text=True, check=True).stdout
