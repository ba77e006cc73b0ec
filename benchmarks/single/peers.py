"""The other engines, each fed in the form that suits it best, and plain generated Python as the floor.

Every function makes a judge of all criteria; it raises ImportError where its engine is not installed.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
from collections.abc import Callable
from typing import Any

from benchmarks.single.rails import Syntax, certainly, combined, conjunctions, literal
from benchmarks.single.workload import (
    Answers,
    AtLeast,
    Every,
    Expression,
    Judge,
    Opposite,
    Some,
    Test,
    Verdict,
    Workload,
)

RULES_PER_SET = 200
"""durable-rules: one set can not hold more than some 500 different first tests."""
OPEN = "$open"
"""durable-rules: a fact that fires a rule of every set. Deleting a session in which none fired crashes the process."""


def generated_python(given: Workload) -> Judge:
    """One function that returns all verdicts, generated and compiled: the floor for anything written in Python."""
    place = {fact.name: index for index, fact in enumerate(given.facts)}

    def written(test: Test) -> str:
        answer = f"a[{place[test.fact]}]"
        value: object = test.values if test.operator.endswith("in") else test.values[0]
        return f"{answer} is not None and {answer} {test.operator} {value!r}"

    syntax = Syntax("and", "or", written)
    verdicts = (
        f"True if {certainly(criterion, True, syntax)} else False if {certainly(criterion, False, syntax)} else None"
        for criterion in given.criteria
    )
    space: dict[str, Any] = {}
    exec(compile(f"def judge(a):\n    return [{', '.join(verdicts)}]\n", "<criteria>", "exec"), space)
    judge, names = space["judge"], [fact.name for fact in given.facts]
    return lambda answers: judge([*map(answers.get, names)])


def zen_engine(given: Workload) -> Judge:
    """GoRules' engine (Rust): both rails of all criteria in one array, since each call converts all answers anew."""
    zen = importlib.import_module("zen")
    rails = (certainly(criterion, holds, _GUARDED) for holds in (True, False) for criterion in given.criteria)
    expression = zen.compile_expression(f"[{', '.join(rails)}]")
    half = len(given.criteria)

    def judge(answers: Answers) -> list[Verdict]:
        found = expression.evaluate(answers)
        return combined(found[:half], found[half:])

    return judge


def rule_engine(given: Workload) -> Judge:
    """rule-engine (Python): two compiled rules a criterion."""
    engine = importlib.import_module("rule_engine")
    context = engine.Context(default_value=None)
    rails = [
        [engine.Rule(certainly(criterion, holds, _GUARDED), context=context) for holds in (True, False)]
        for criterion in given.criteria
    ]

    def judge(answers: Answers) -> list[Verdict]:
        return [True if holds.matches(answers) else False if fails.matches(answers) else None for holds, fails in rails]

    return judge


def _guarded(test: Test) -> str:
    value = literal(test.values if test.operator.endswith("in") else test.values[0])
    compared = f"not ({test.fact} in {value})" if test.operator == "not in" else f"{test.fact} {test.operator} {value}"
    return f"{test.fact} != null and {compared}"


_GUARDED = Syntax("and", "or", _guarded)


def common_expression_language(given: Workload) -> Judge:
    """CEL (Rust): `&&` and `||` absorb errors, so that a missing variable needs no rails; it is an error at the end."""
    cel = importlib.import_module("cel")
    programs = [cel.compile(_cel(criterion)) for criterion in given.criteria]

    def judge(answers: Answers) -> list[Verdict]:
        context = cel.Context(variables=answers)
        verdicts: list[Verdict] = []
        for program in programs:
            try:
                verdicts.append(program.execute(context))
            except RuntimeError:
                verdicts.append(None)
        return verdicts

    return judge


def _cel(expression: Expression) -> str:
    match expression:
        case Test(comparison, fact, values):
            return f"{fact} {comparison} {literal(values if comparison == 'in' else values[0])}"
        case Opposite(part):
            return f"!({_cel(part)})"
        case Every(parts):
            return "(" + " && ".join(map(_cel, parts)) + ")"
        case Some(parts):
            return "(" + " || ".join(map(_cel, parts)) + ")"
        case AtLeast(threshold, parts):
            return _cel(Some(tuple(Every(some) for some in itertools.combinations(parts, threshold))))


def durable_rules(given: Workload) -> Judge:
    """durable-rules (Rete in C), in the subset in which it judges rightly: flat rules of one condition a fact.

    A session is opened for each inspection and deleted after it, inside the clock.
    """
    engine = importlib.import_module("durable.engine")
    host = type("Host", (engine.Host,), {"_run": lambda self: None})()  # without its two endless timer threads
    fired: dict[int, bool] = {}
    routes: dict[str, list[str]] = {}
    for name, rules, facts in _rule_sets(given, fired):
        host.set_rulesets({name: rules})
        for fact in facts:
            routes.setdefault(fact, []).append(name)
    sessions = itertools.count()

    def judge(answers: Answers) -> list[Verdict]:
        session = f"s{next(sessions)}"
        fired.clear()
        opened: set[str] = set()
        for fact, value in answers.items():
            for name in routes.get(fact, ()):
                if name not in opened:
                    host.assert_fact(name, {"sid": session, "q": OPEN, "v": 1})
                    opened.add(name)
                with contextlib.suppress(engine.MessageNotHandledException):  # no rule holds of this answer
                    host.assert_fact(name, {"sid": session, "q": fact, "v": value})
        for name in opened:
            host.delete_state(name, session)
        return [fired.get(number) for number in range(len(given.criteria))]

    return judge


_RuleSet = tuple[str, dict[str, Any], set[str]]


def _rule_sets(given: Workload, fired: dict[int, bool]) -> list[_RuleSet]:
    """Sets of about `RULES_PER_SET` rules, each with the facts its rules ask for; rules note their verdict in `fired`."""

    def noting(number: int, holds: bool) -> Callable[[Any], None]:
        return lambda closure: fired.__setitem__(number, holds)

    sets: list[_RuleSet] = []
    for number, criterion in enumerate(given.criteria):
        if not sets or len(sets[-1][1]) >= RULES_PER_SET:
            opening = {"all": [{"m": {"q": OPEN}}], "run": lambda closure: None}
            sets.append((f"set{len(sets)}", {"open": opening}, set()))
        _, rules, facts = sets[-1]
        for holds in (True, False):
            for index, tests in enumerate(conjunctions(criterion, holds)):
                conditions = [{f"m{place}": _condition(test)} for place, test in enumerate(tests)]
                rules[f"{number}:{holds}:{index}"] = {"all": conditions, "run": noting(number, holds)}
                facts.update(test.fact for test in tests)
    return sets


_DURABLE = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def _condition(test: Test) -> dict[str, Any]:
    values = test.values
    if test.operator == "==":
        wanted: list[dict[str, Any]] = [{"v": values[0]}]
    else:
        word = _DURABLE["!=" if test.operator == "not in" else test.operator]
        wanted = [{word: {"v": value}} for value in values]
    return {"$and": [{"q": test.fact}, *wanted]}
