"""A formula as canonical text: the same in every process, whatever the order of sets."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass


def canonical(value: object) -> str:
    """Text that is equal exactly for equal values."""
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(canonical, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(canonical, value)) + ")"
    if is_dataclass(value) and not isinstance(value, type):
        parts = ",".join(canonical(getattr(value, part.name)) for part in fields(value))
        return f"{type(value).__name__}({parts})"
    return repr(value)


def digest(*values: object) -> str:
    """A short hash (16 hex digits) of canonical text."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()[:16]
