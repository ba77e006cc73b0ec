"""Joins the table files of all layers into one, checked: names and CAS numbers told apart, amounts positive, classes known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from judge.diagnostics import Problems, nearest
from judge.expr.written import Location
from judge.model.table import ChemicalModel, ListModel, TableModel
from judge.resolve.chemicals import Chemical, Entry, HazardClass, NamedList, Tables, cas_of, folded
from judge.resolve.source import Source
from judge.values.number import Number, exact

WrittenTable = Source[TableModel]
Word = tuple[str, Location]


def resolve_tables(files: Sequence[WrittenTable], problems: Problems) -> Tables:
    """The tables. Problems: words that lead to two rows, wrong CAS numbers, amounts not above zero, unknown classes, lists that
    are not as long as they say."""
    joiner = _Joiner(problems)
    for step in (joiner.classes, joiner.chemicals, joiner.gases, joiner.alphas, joiner.lists):
        for source in files:
            step(source)
    return joiner.joined()


class _Joiner:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._chemicals: dict[str, Chemical] = {}
        self._classes: dict[str, HazardClass] = {}
        self._alphas: dict[int, Number] = {}
        self._lists: dict[str, NamedList] = {}
        self._index: dict[str, tuple[str, ...]] = {}
        self._words: list[str] = []

    def joined(self) -> Tables:
        alphas = tuple(sorted(self._alphas.items(), reverse=True))
        return Tables(self._chemicals, self._classes, alphas, self._lists, self._index, tuple(self._words))

    def classes(self, source: WrittenTable) -> None:
        for n, model in enumerate(source.model.classes):
            path: Location = ("危险类别", n)
            threshold = self._positive(model.threshold, source, (*path, "临界量"))
            beta = self._positive(model.beta, source, (*path, "β"))
            if model.symbol in self._classes:
                self._twice(model.symbol, model.symbol, source, (*path, "符号"))
            meaning = f"{model.category}：{model.condition}"
            self._classes[model.symbol] = HazardClass(model.symbol, meaning, threshold, beta)

    def chemicals(self, source: WrittenTable) -> None:
        for n, model in enumerate(source.model.chemicals):
            path: Location = ("化学品", n)
            name = f"{model.name}（{model.restriction}）" if model.restriction else model.name
            threshold = self._positive(model.threshold, source, (*path, "临界量"))
            for m, symbol in enumerate(model.suggested):
                if symbol not in self._classes:
                    near = nearest(symbol, self._classes) or ""
                    self._problems.add("V030", source.locate((*path, "建议类别", m)), name=symbol, nearest=near)
            if name in self._chemicals:
                self._twice(name, name, source, (*path, "名称"))
                continue
            cas = tuple(self._cas(text, source, (*path, "CAS", m)) for m, text in enumerate(model.cas))
            self._chemicals[name] = Chemical(
                name, threshold, None, cas, model.suggested, model.restriction is not None, model.note or ""
            )
            self._enter(name, self._words_of(model, name, path), source)

    def _words_of(self, model: ChemicalModel, name: str, path: Location) -> list[Word]:
        words: list[Word] = [(name, (*path, "名称"))]
        words += [(model.name, (*path, "名称"))] if model.restriction else []
        words += [(word, (*path, "别名", m)) for m, word in enumerate(model.synonyms)]
        return words + [(word, (*path, "CAS", m)) for m, word in enumerate(model.cas)]

    def gases(self, source: WrittenTable) -> None:
        for n, model in enumerate(source.model.toxic_gases):
            path: Location = ("毒性气体", n)
            beta = self._positive(model.beta, source, (*path, "β"))
            rows = self._index.get(folded(model.name), ())
            if any(self._chemicals[row].beta is not None for row in rows):
                self._twice(model.name, rows[0], source, (*path, "名称"))
            for row in rows:
                self._chemicals[row] = replace(self._chemicals[row], beta=beta)
            if rows:
                continue
            cas = tuple(self._cas(text, source, (*path, "CAS", m)) for m, text in enumerate(model.cas))
            self._chemicals[model.name] = Chemical(model.name, None, beta, cas)
            words: list[Word] = [(model.name, (*path, "名称"))]
            words += [(word, (*path, "CAS", m)) for m, word in enumerate(cas)]
            self._enter(model.name, words, source)

    def alphas(self, source: WrittenTable) -> None:
        for n, model in enumerate(source.model.populations):
            alpha = self._positive(model.alpha, source, ("人口系数", n, "α"))
            if model.residents in self._alphas:
                self._twice(str(model.residents), str(model.residents), source, ("人口系数", n, "人口"))
            self._alphas[model.residents] = alpha

    def lists(self, source: WrittenTable) -> None:
        for n, model in enumerate(source.model.lists):
            path: Location = ("名录", n)
            if model.id in self._lists:
                self._twice(model.id, model.id, source, (*path, "编号"))
            if model.total != len(model.entries):
                place = source.locate((*path, "总数"))
                self._problems.add(
                    "V031", place, name=model.title, total=str(model.total), found=str(len(model.entries))
                )
            entries = tuple(self._entries(model, source, path))
            self._lists[model.id] = NamedList(model.id, model.title, model.documents, model.note or "", entries)

    def _entries(self, model: ListModel, source: WrittenTable, path: Location) -> Iterable[Entry]:
        taken: dict[str, str] = {}
        for m, each in enumerate(model.entries):
            where = (*path, "条目", m)
            cas = tuple(self._cas(text, source, (*where, "CAS", k)) for k, text in enumerate(each.cas))
            words = [(each.name, (*where, "名称"))]
            words += [(word, (*where, "别名", k)) for k, word in enumerate(each.synonyms)]
            words += [(word, (*where, "CAS", k)) for k, word in enumerate(cas)]
            for word, place in words:
                other = taken.setdefault(folded(word), each.name)
                if other != each.name:
                    self._twice(word, other, source, place)
            said = tuple(word for word, _ in words)
            yield Entry(each.name, each.group or "", said, each.note or "", each.confidence)

    def _enter(self, name: str, words: Iterable[Word], source: WrittenTable) -> None:
        """Notes the words that lead to a row. Only rows with a restriction may share one."""
        for word, place in words:
            key = folded(word)
            others = tuple(other for other in self._index.get(key, ()) if other != name)
            if any(not self._chemicals[row].is_restricted for row in (name, *others) if others):
                self._twice(word, others[0], source, place)
                continue
            self._index[key] = (*others, name)
            if cas_of(word) is None and word not in self._words:
                self._words.append(word)

    def _positive(self, text: str, source: WrittenTable, path: Location) -> Number:
        try:
            number = exact(text)
        except ValueError:
            number = 0
        if number <= 0:
            self._problems.add("V029", source.locate(path), text=text)
            return 1
        return number

    def _cas(self, text: str, source: WrittenTable, path: Location) -> str:
        found = cas_of(text)
        if found is None or not found[1]:
            self._problems.add("V028", source.locate(path), text=text)
        return found[0] if found else text

    def _twice(self, word: str, other: str, source: WrittenTable, path: Location) -> None:
        self._problems.add("V027", source.locate(path), name=word, other=other)
