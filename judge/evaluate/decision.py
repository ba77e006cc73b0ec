"""Decision diagrams over many-valued variables: canonical, so that equal functions are one node.

A node is an integer; 0 is false, 1 is true. A variable is an integer; smaller ones stand nearer the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FALSE, TRUE = 0, 1
LIMIT = 120_000


class DiagramTooLargeError(Exception):
    """The function needs more nodes than we allow ourselves."""


class Diagrams:
    """Builds and combines diagrams; `arity[v]` is the number of values of variable v."""

    def __init__(self, arity: Sequence[int]) -> None:
        self.arity = list(arity)
        self._variable: list[int] = [1 << 60, 1 << 60]
        self._kids: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._cache: dict[tuple[str, int, int], int] = {}

    def add_variable(self, arity: int) -> int:
        """A new variable, below all others."""
        self.arity.append(arity)
        return len(self.arity) - 1

    def variable(self, node: int) -> int:
        """The variable a node asks; larger than any for the constants."""
        return self._variable[node]

    def kids(self, node: int) -> tuple[int, ...]:
        """Where each value of the node's variable leads."""
        return self._kids[node]

    def make(self, variable: int, kids: tuple[int, ...]) -> int:
        """The node that asks a variable, or its only kid."""
        if all(kid == kids[0] for kid in kids):
            return kids[0]
        key = (variable, kids)
        node = self._unique.get(key)
        if node is None:
            if len(self._variable) > LIMIT:
                raise DiagramTooLargeError
            node = len(self._variable)
            self._variable.append(variable)
            self._kids.append(kids)
            self._unique[key] = node
        return node

    def conjunction(self, left: int, right: int) -> int:
        """Both hold."""
        if left == FALSE or right == FALSE:
            return FALSE
        if left in (TRUE, right):
            return right
        if right == TRUE:
            return left
        return self._combine("and", *sorted((left, right)))

    def disjunction(self, left: int, right: int) -> int:
        """One holds."""
        if left == TRUE or right == TRUE:
            return TRUE
        if left in (FALSE, right):
            return right
        if right == FALSE:
            return left
        return self._combine("or", *sorted((left, right)))

    def _combine(self, operation: str, left: int, right: int) -> int:
        key = (operation, left, right)
        found = self._cache.get(key)
        if found is None:
            apply = self.conjunction if operation == "and" else self.disjunction
            variable = min(self._variable[left], self._variable[right])
            pairs = zip(self._cofactors(left, variable), self._cofactors(right, variable), strict=True)
            found = self.make(variable, tuple(apply(a, b) for a, b in pairs))
            self._cache[key] = found
        return found

    def _cofactors(self, node: int, variable: int) -> tuple[int, ...]:
        return self._kids[node] if self._variable[node] == variable else (node,) * self.arity[variable]

    def negation(self, node: int) -> int:
        """It does not hold."""
        if node <= TRUE:
            return 1 - node
        key = ("not", node, 0)
        found = self._cache.get(key)
        if found is None:
            found = self.make(self._variable[node], tuple(map(self.negation, self._kids[node])))
            self._cache[key] = found
        return found

    def all_of(self, nodes: Iterable[int]) -> int:
        """All hold."""
        result = TRUE
        for node in reversed(list(nodes)):
            result = self.conjunction(node, result)
        return result

    def any_of(self, nodes: Iterable[int]) -> int:
        """One holds."""
        result = FALSE
        for node in reversed(list(nodes)):
            result = self.disjunction(node, result)
        return result

    def choose(self, test: int, then: int, otherwise: int) -> int:
        """`then` where the test holds, else `otherwise`."""
        return self.disjunction(self.conjunction(test, then), self.conjunction(self.negation(test), otherwise))

    def at_least(self, threshold: int, weighted: Iterable[tuple[int, int]]) -> int:
        """The weights of those that hold add up to the threshold."""
        reached = [TRUE] + [FALSE] * max(threshold, 0)
        # Last first: the diagrams of later parts lie below, so that each step only adds on top.
        for node, weight in reversed(list(weighted)):
            for wanted in range(len(reached) - 1, 0, -1):
                reached[wanted] = self.choose(node, reached[max(0, wanted - weight)], reached[wanted])
        return reached[-1]

    def without(self, node: int, variables: frozenset[int]) -> int:
        """Whether some values of the variables make it hold (they are quantified away)."""
        memo: dict[int, int] = {}

        def walk(current: int) -> int:
            if current <= TRUE:
                return current
            if current not in memo:
                kids = tuple(map(walk, self._kids[current]))
                variable = self._variable[current]
                memo[current] = self.any_of(kids) if variable in variables else self._rebuild(variable, kids)
            return memo[current]

        return walk(node)

    def _rebuild(self, variable: int, kids: tuple[int, ...]) -> int:
        """A node over kids that may have lost variables but keep the order."""
        return self.make(variable, kids)

    def support(self, node: int) -> set[int]:
        """The variables that matter: in a canonical diagram, exactly those that occur."""
        seen: set[int] = set()
        found: set[int] = set()
        pending = [node]
        while pending:
            current = pending.pop()
            if current <= TRUE or current in seen:
                continue
            seen.add(current)
            found.add(self._variable[current])
            pending.extend(self._kids[current])
        return found

    def fewest(self, node: int, weight: Sequence[Sequence[int]]) -> list[tuple[int, int]] | None:
        """The lightest set of (variable, value) that makes it hold whatever the others are; None if nothing does.

        `weight[v][n]` is how heavy it is that variable v has its value n.
        """
        memo: dict[int, tuple[int, list[tuple[int, int]]] | None] = {}

        def best(current: int) -> tuple[int, list[tuple[int, int]]] | None:
            if current <= TRUE:
                return (0, []) if current == TRUE else None
            if current in memo:
                return memo[current]
            variable, kids = self._variable[current], self._kids[current]
            choice = best(self.all_of(kids))
            for value, kid in enumerate(kids):
                inner = best(kid)
                if inner is not None:
                    cost = inner[0] + weight[variable][value]
                    if choice is None or cost < choice[0]:
                        choice = (cost, [(variable, value), *inner[1]])
            memo[current] = choice
            return choice

        found = best(node)
        return None if found is None else found[1]
