"""Writes the pages of all codes: `python -m judge.diagnostics [FOLDER]`, by default into `docs/errors`."""

import sys
from pathlib import Path

from judge.diagnostics.pages import write_pages

DOCS = Path(__file__).parents[2] / "docs" / "errors"

if __name__ == "__main__":
    written = write_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
    print(f"{len(written)} files")
