"""What `panding rules mutate` prints: the wrong versions of rules that no case notices, each with the case that would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checklists.rendering import rendered
from judge.authoring.mutation.mutation import RuleMutation, totals_of
from judge.judging.output import plain


def mutations_text(found: Sequence[RuleMutation], *, everything: bool = False, interrupted: bool = False) -> str:
    """Rules with survivors (or all), each survivor with its case, and a line that counts."""
    return rendered(
        "rules_mutate.txt.j2", found=found, totals=totals_of(found), everything=everything, interrupted=interrupted
    )


def mutations_json(found: Sequence[RuleMutation], *, interrupted: bool = False) -> dict[str, Any]:
    """The same as data."""
    rules = [{**plain(rule), "left_out": rule.left_out} for rule in found]
    return {"rules": rules, "totals": plain(totals_of(found)), "interrupted": interrupted}
