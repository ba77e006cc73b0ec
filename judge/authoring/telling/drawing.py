"""Draws a rule's decision as SVG: gates from top to bottom, conditions bracketed by 且 and 或, three kinds of outcome.

The drawing is as wide as asked for and as long as it needs to be. It can be had whole, or cut between its parts so that a
printed page never breaks a box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from judge.authoring.telling.decision_words import BADGES, EXEMPTIONS, OPEN, SITUATIONS, SITUATIONS_BADGE
from judge.authoring.telling.decisions import Branch, Decision, Gate
from judge.authoring.telling.lettering import width_of, wrapped
from judge.authoring.telling.sentences import Sentence

WIDE, NARROW = 720, 360
FONTS = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"
TEXT, SMALL, LEADING = 14, 13, 20
PAD, GAP, RAIL, EDGE, BRACKET = 8, 8, 26, 4, 32
INK, FAINT, LINE = "#1f2933", "#f4f6f8", "#66727f"
HIT, CLEAR, OPEN_INK = ("#9b1c1c", "#fdecec"), ("#1d5c3a", "#e9f5ee"), ("#8a5a00", "#fff6e0")
MANY = 8
"""Of more parts than this a drawing may be cut between any two."""
MERE = frozenset({"all", "any"})
"""Kinds whose badge says all that their lead says."""


@dataclass(frozen=True, slots=True)
class _Shape:
    top: float
    bottom: float
    svg: str


@dataclass(slots=True)
class _Canvas:
    """What has been drawn, and where the drawing may be cut."""

    width: float
    shapes: list[_Shape] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)
    whole: list[tuple[float, float]] = field(default_factory=list)
    """From where to where no cut may go: the badges that stand between two parts."""

    def box(self, x: float, y: float, w: float, h: float, fill: str, line: str, style: str = "") -> None:
        """A rounded box."""
        svg = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="5" fill="{fill}" stroke="{line}"{style}/>'
        self.shapes.append(_Shape(y, y + h, svg))

    def line(self, points: Sequence[tuple[float, float]], colour: str = LINE, style: str = "") -> None:
        """A line through points."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        svg = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{style}/>'
        heights = [y for _, y in points]
        self.shapes.append(_Shape(min(heights), max(heights), svg))

    def arrow_head(self, x: float, y: float, colour: str = LINE, down: bool = True) -> None:
        """A small triangle that points at a place."""
        corners = [(x - 4, y - 7), (x + 4, y - 7)] if down else [(x - 7, y - 4), (x - 7, y + 4)]
        path = " ".join(f"{_n(a)},{_n(b)}" for a, b in [(x, y), *corners])
        self.shapes.append(_Shape(y - 8, y + 8, f'<polygon points="{path}" fill="{colour}"/>'))

    def text(
        self, x: float, y: float, lines: Sequence[str], *, size: int = TEXT, fill: str = INK, bold: bool = False
    ) -> None:
        """Lines of text, the first one's top at y."""
        weight = ' font-weight="bold"' if bold else ""
        for n, line in enumerate(lines):
            base = y + n * LEADING + LEADING - 5
            svg = f'<text x="{_n(x)}" y="{_n(base)}" font-size="{size}" fill="{fill}"{weight}>{escape(line)}</text>'
            self.shapes.append(_Shape(base - size, base + 5, svg))


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def drawing(decision: Decision, title: str, width: int = WIDE) -> str:
    """The whole drawing as one SVG document."""
    canvas, height = _drawn(decision, width)
    body = "".join(shape.svg for shape in canvas.shapes)
    return _svg(body, 0, height, width, title, standalone=True)


def slices(decision: Decision, title: str, width: int = WIDE) -> list[str]:
    """The drawing as SVG elements that stand one below the other without a gap, cut between its parts."""
    canvas, height = _drawn(decision, width)
    allowed = {cut for cut in canvas.cuts if not any(top < cut < bottom for top, bottom in canvas.whole)}
    edges = [0.0, *sorted(cut for cut in allowed if 0 < cut < height), height]
    found = []
    for top, bottom in pairwise(edges):
        inside = [shape.svg for shape in canvas.shapes if shape.bottom >= top and shape.top <= bottom]
        found.append(_svg("".join(inside), top, bottom, width, title if top == 0 else "", standalone=False))
    return found


def _svg(body: str, top: float, bottom: float, width: float, title: str, *, standalone: bool) -> str:
    size = f'viewBox="0 {_n(top)} {_n(width)} {_n(bottom - top)}"'
    label = f' role="img" aria-label="{escape(title)}"' if title else ' aria-hidden="true"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}{label} font-family="{FONTS}"'
    if not standalone:
        return f"{head}>{body}</svg>"
    paper = f'<rect width="{_n(width)}" height="{_n(bottom)}" fill="#fff"/>'
    return f'{head} width="{_n(width)}" height="{_n(bottom)}"><title>{escape(title)}</title>{paper}{body}</svg>\n'


def _drawn(decision: Decision, width: int) -> tuple[_Canvas, float]:
    canvas = _Canvas(width)
    gates: list[tuple[float, float]] = []
    y = _header(canvas, decision.object)
    for gate in decision.gates:
        y = _arrow_down(canvas, y)
        top = y
        y = _gate(canvas, gate, y)
        gates.append((top, y))
        y = _way_out(canvas, gate, y)
    canvas.arrow_head(_stem(), y)
    y = _end(canvas, decision.hit, y, HIT)
    y += GAP
    canvas.cuts.append(y - GAP / 2)
    _rail(canvas, gates, y)
    text = f"{decision.open_why}：{decision.open}"
    y = _end(canvas, text, y, OPEN_INK)
    return canvas, y + EDGE


def _stem() -> float:
    return RAIL + 30


def _header(canvas: _Canvas, text: str) -> float:
    lines = wrapped(text, canvas.width - RAIL - EDGE - 2 * PAD, TEXT)
    height = len(lines) * LEADING + PAD
    width = max(width_of(line, TEXT) for line in lines) + 2 * PAD
    canvas.box(RAIL, EDGE, width, height, "#fff", INK)
    canvas.text(RAIL + PAD, EDGE + PAD / 2, lines)
    return EDGE + height


def _arrow_down(canvas: _Canvas, y: float) -> float:
    if len(canvas.cuts) == 0:
        canvas.line([(_stem(), y), (_stem(), y + 20)])
        y += 20
    canvas.arrow_head(_stem(), y)
    return y


def _way_out(canvas: _Canvas, gate: Gate, y: float) -> float:
    """Below a gate: on the left the way on, on the right the way out with its outcome."""
    height = 56
    middle = y + 30
    canvas.line([(_stem(), y), (_stem(), y + height)])
    canvas.text(_stem() + 6, middle - LEADING / 2, [gate.passes], size=SMALL, fill=LINE)
    ink, paper = OPEN_INK if gate.outcome.startswith(OPEN) else CLEAR
    width = width_of(gate.outcome, TEXT) + 2 * PAD
    left = canvas.width - EDGE - width
    start = _stem() + 6 + width_of(gate.passes, SMALL) + 16
    canvas.line([(start, y), (start, middle), (left, middle)])
    canvas.arrow_head(left, middle, down=False)
    canvas.text(start + 6, middle - LEADING - 1, [gate.fails], size=SMALL, fill=LINE)
    canvas.box(left, middle - 14, width, 28, paper, ink)
    canvas.text(left + PAD, middle - LEADING / 2, [gate.outcome], fill=ink, bold=True)
    canvas.cuts.append(y + height - 9)
    return y + height


def _end(canvas: _Canvas, text: str, y: float, colours: tuple[str, str]) -> float:
    ink, paper = colours
    width = canvas.width - RAIL - EDGE
    lines = wrapped(text, width - 2 * PAD, TEXT)
    height = len(lines) * LEADING + 2 * PAD
    canvas.box(RAIL, y, width, height, paper, ink, ' stroke-width="2"')
    canvas.text(RAIL + PAD, y + PAD, lines, fill=ink, bold=True)
    return y + height


def _rail(canvas: _Canvas, gates: Sequence[tuple[float, float]], y: float) -> None:
    """The dashed line by which what is open leads from every gate to the last box."""
    ink, x, dashes = OPEN_INK[0], RAIL / 2, ' stroke-dasharray="5 4"'
    end = y + 18
    for top, _ in gates:
        canvas.line([(RAIL, top + 14), (x, top + 14)], ink, dashes)
    canvas.line([(x, gates[0][0] + 14), (x, end), (RAIL - 6, end)], ink, dashes)
    canvas.arrow_head(RAIL, end, ink, down=False)


def _gate(canvas: _Canvas, gate: Gate, y: float) -> float:
    x, width = float(RAIL), canvas.width - RAIL - EDGE
    place = len(canvas.shapes)
    titles = wrapped(gate.title, width - 2 * PAD, SMALL)
    canvas.text(x + PAD, y + PAD / 2, titles, size=SMALL, bold=True)
    inner = y + len(titles) * LEADING + PAD
    badge = SITUATIONS_BADGE if gate.kind in (SITUATIONS, EXEMPTIONS) else ""
    drawers = [_branch_drawer(canvas, branch, gate.kind) for branch in gate.branches]
    bottom = _bracketed(canvas, drawers, badge, x + PAD, inner, width - 2 * PAD, may_cut=True) + PAD
    canvas.shapes.insert(place, _frame(x, y, width, bottom - y, FAINT, LINE))
    return bottom


def _frame(x: float, y: float, w: float, h: float, fill: str, line: str, style: str = "") -> _Shape:
    scratch = _Canvas(0)
    scratch.box(x, y, w, h, fill, line, style)
    return scratch.shapes[0]


Drawer = Callable[[float, float, float], float]
"""Draws something at x, y, as wide as said, and returns its bottom."""


def _branch_drawer(canvas: _Canvas, branch: Branch, kind: str, own: bool = False) -> Drawer:
    def draw(x: float, y: float, w: float) -> float:
        if not branch.title:
            return _sentence(canvas, branch.condition, x, y, w)
        place = len(canvas.shapes)
        titles = wrapped(branch.title, w - 2 * PAD, TEXT)
        canvas.text(x + PAD, y + PAD / 2, titles, bold=True)
        bottom = y + len(titles) * LEADING + PAD
        bottom = _sentence(canvas, branch.condition, x + PAD, bottom, w - 2 * PAD)
        for exemption in branch.exemptions:
            bottom = _branch_drawer(canvas, exemption, kind, True)(x + PAD, bottom + GAP, w - 2 * PAD)
        if branch.note:
            notes = wrapped(branch.note, w - 2 * PAD, SMALL)
            canvas.text(x + PAD, bottom + 2, notes, size=SMALL, fill=LINE)
            bottom += len(notes) * LEADING + 2
        exempts = own or kind == EXEMPTIONS
        style = ' stroke-dasharray="6 3"' if exempts else ""
        canvas.shapes.insert(place, _frame(x, y, w, bottom + PAD - y, "#fff", CLEAR[0] if exempts else INK, style))
        return bottom + PAD

    return draw


def _sentence(canvas: _Canvas, sentence: Sentence, x: float, y: float, w: float) -> float:
    if not sentence.parts:
        return _leaf(canvas, sentence.text, x, y, w)
    if sentence.kind not in MERE:
        lines = wrapped(f"{sentence.text}：", w - PAD, TEXT)
        canvas.text(x + PAD / 2, y, lines)
        y += len(lines) * LEADING + 4
    kind = "all" if sentence.kind == "objects" else sentence.kind
    badge = BADGES.get(kind, "").format(count=sentence.count)
    drawers = [_sentence_drawer(canvas, part) for part in sentence.parts]
    return _bracketed(canvas, drawers, badge, x, y, w)


def _sentence_drawer(canvas: _Canvas, sentence: Sentence) -> Drawer:
    return lambda x, y, w: _sentence(canvas, sentence, x, y, w)


def _leaf(canvas: _Canvas, text: str, x: float, y: float, w: float) -> float:
    lines = wrapped(text, w - 2 * PAD, TEXT)
    height = len(lines) * LEADING + PAD
    canvas.box(x, y, w, height, "#fff", "#b8c1ca")
    canvas.text(x + PAD, y + PAD / 2, lines)
    return y + height


def _bracketed(
    canvas: _Canvas, drawers: Sequence[Drawer], badge: str, x: float, y: float, w: float, may_cut: bool = False
) -> float:
    """Things below each other, joined on the left by a bracket with a badge if there are several."""
    if len(drawers) == 1:
        return drawers[0](x, y, w)
    spans: list[tuple[float, float]] = []
    for n, draw in enumerate(drawers):
        if n and (may_cut or len(drawers) > MANY):
            canvas.cuts.append(y - GAP / 2)
        bottom = draw(x + BRACKET, y, w - BRACKET)
        spans.append((y, bottom))
        y = bottom + GAP
    ticks = [min(top + 14, (top + bottom) / 2) for top, bottom in spans]
    spine = x + 12
    for tick in ticks:
        canvas.line([(spine, tick), (x + BRACKET, tick)])
    canvas.line([(spine, ticks[0]), (spine, ticks[-1])])
    pairs = list(pairwise(ticks)) if len(drawers) <= 4 else [(ticks[0], ticks[1])]
    for first, second in pairs if badge else ():
        _badge(canvas, badge, spine, (first + second) / 2)
    return y - GAP


def _badge(canvas: _Canvas, text: str, x: float, y: float) -> None:
    width = max(width_of(text, SMALL) + 6, 20)
    left = max(x - width / 2, x - 12)
    canvas.box(left, y - 11, width, 22, "#fff", LINE)
    canvas.whole.append((y - 12, y + 12))
    canvas.text(left + (width - width_of(text, SMALL)) / 2, y - 10, [text], size=SMALL, bold=True)
