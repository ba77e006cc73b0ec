"""Keeps resolved libraries by digest in the user's cache folder. Losing it costs a second, never an answer."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

from judge.resolve.resolved import Library

VARIABLE = "PANDING_CACHE"
KEPT = 6
"""How many libraries are kept; the oldest go first."""
_CODE = Path(__file__).resolve().parent.parent


def cache_folder() -> Path | None:
    """Where libraries are kept; None where `PANDING_CACHE` is set to nothing."""
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen) if chosen else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "panding"


def _engine() -> str:
    """Changes whenever the code that made the stored form changes."""
    marks = [f"{sys.version_info[:2]}"]
    for room in ("expr", "resolve", "values"):
        for path in sorted((_CODE / room).glob("*.py")):
            state = path.stat()
            marks.append(f"{path.name} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


def _place(digest: str) -> Path | None:
    folder = cache_folder()
    return None if folder is None else folder / f"{digest[:32]}-{_engine()}.library"


def fetch(digest: str) -> Library | None:
    """The stored library of a digest, or None. A damaged or foreign file counts as none."""
    place = _place(digest)
    if place is None or not _is_mine(place):
        return None
    try:
        with place.open("rb") as file:
            library = pickle.load(file)
    except Exception:
        # Whatever is wrong with a cached file, reading the library anew is right.
        return None
    return library if isinstance(library, Library) and library.digest == digest else None


def _is_mine(place: Path) -> bool:
    """Whether the file is there and belongs to this user: nobody else's file is ever unpickled."""
    try:
        state = place.stat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or state.st_uid == os.getuid()


def store(digest: str, library: Library) -> None:
    """Store a library; silently does nothing where the folder cannot be written."""
    place = _place(digest)
    if place is None:
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(library, file, protocol=5)
            os.replace(name, place)
        except OSError:
            os.unlink(name)
            raise
        _forget_old(place.parent)


def _forget_old(folder: Path) -> None:
    stored = sorted(folder.glob("*.library"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in stored[KEPT:]:
        path.unlink(missing_ok=True)
