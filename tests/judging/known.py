"""Random cases that hit a fault of the engine which stands open, by claim, each with the reason.

The faults are told in `found.py` as small cases. A case leaves this list when its fault is mended; the long mode fails for
cases that are listed in vain.
"""

from __future__ import annotations

KNOWN: dict[str, dict[str, str]] = {}
"""By claim: `profile/seed` and the reason. Empty while no fault is known."""
