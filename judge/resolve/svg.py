"""An SVG file into markup that may stand inside any page: only shapes and text, nothing that runs, loads or restyles.

The file is never copied. It is read with expat, and what is known to be harmless is written anew; so what a browser sees
is what was looked at here. Whatever only an editor needs (other namespaces, comments, metadata) falls away in silence;
what would change the picture by falling away, or is there to do harm, is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from xml.parsers import expat

from judge.diagnostics import Position, Problems

NAMESPACE = "http://www.w3.org/2000/svg"
_WORDS = {
    "elements": "svg g defs title desc text tspan path rect circle ellipse line polyline polygon stop",
    "stored": "marker pattern clipPath linearGradient radialGradient",
    "with text": "title desc text tspan",
    "shape": """id viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy d points width height transform dx dy
        rotate textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod patternUnits patternTransform
        patternContentUnits markerWidth markerHeight markerUnits refX refY orient clipPathUnits""",
    "paint": """fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit opacity
        stroke-dasharray stroke-dashoffset stroke-opacity color font-family font-size font-weight font-style text-anchor
        dominant-baseline letter-spacing writing-mode marker-start marker-mid marker-end clip-path clip-rule display
        visibility stop-color stop-opacity paint-order vector-effect""",
}
_SHAPE, _PAINT, _WITH_TEXT = (frozenset(_WORDS[kind].split()) for kind in ("shape", "paint", "with text"))
_STORED = frozenset(_WORDS["stored"].split())
"""Painted only where a shape refers to them. Inside, nothing refers further: otherwise a small file could paint for hours."""
_ELEMENTS = _STORED | frozenset(_WORDS["elements"].split())
_EDITORS_OWN = frozenset({"metadata"})
_CALLS = re.compile(r"([\w-]*)\s*\(")
_COLOUR_CALLS = frozenset({"rgb", "rgba", "hsl", "hsla"})
_OWN_PART = re.compile(r"\s*url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)\s*")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


class _UnusableError(Exception):
    """The rest of the file need not be read: why has been told."""


def safe_svg(data: bytes, path: str, problems: Problems) -> str | None:
    """The markup, beginning with `<svg `; None, with problems at their places, if the file is no SVG that may be shown."""
    mine = Problems()
    reader = _Reader(data, path, mine)
    try:
        reader.read()
    except _UnusableError:
        pass
    except expat.ExpatError as error:
        mine.add("V023", Position(path, error.lineno, error.offset + 1))
    except (ValueError, LookupError):  # the file names an encoding that expat does not know
        mine.add("V023", Position(path, 1, 1))
    problems.extend(mine)
    return None if mine.has_errors else "".join(reader.written)


class _Reader:
    """Writes what may be shown while expat reads."""

    def __init__(self, data: bytes, path: str, problems: Problems) -> None:
        self.written: list[str] = []
        self._data, self._path, self._problems = data, path, problems
        self._prefix = f"d{hashlib.sha256(data).hexdigest()[:8]}-"
        """Before every id, so that two drawings on one page do not take each other's parts."""
        self._open: list[str] = []
        self._left_out = 0
        """How many elements deep we are in one that is left out."""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self) -> None:
        """Read to the end. Raises ExpatError where the file is not well-formed."""
        self._parser.Parse(self._data, True)

    def _refuse(self, what: str) -> None:
        self._problems.add("V024", self._here(), what=what)

    def _here(self) -> Position:
        return Position(self._path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _doctype(self, name: str, system: str | None, public: str | None, has_inner_part: int) -> None:
        if has_inner_part:  # entities: a few lines could swell to gigabytes, or draw in other files
            self._refuse("<!ENTITY>")
            raise _UnusableError

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self._refuse(f"<?{target}?>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (NAMESPACE, "svg"):
            self._problems.add("V026", self._here())
            raise _UnusableError
        if self._left_out or space != NAMESPACE or local not in _ELEMENTS or (local == "svg" and self._open):
            is_meant = (space == NAMESPACE and local not in _EDITORS_OWN) or space.endswith("xhtml")
            if is_meant and not self._left_out:
                self._refuse(f"<{local}>")
            self._left_out += 1
            return
        kept = dict(self._kept(local, attributes))
        if local == "svg":
            self._frame(kept, attributes)
        self._open.append(local)
        said = "".join(f' {key}="{_escaped(value)}"' for key, value in kept.items())
        self.written.append(f"<{local}{said}>")

    def _frame(self, kept: dict[str, str], attributes: dict[str, str]) -> None:
        """The outermost element fills whatever place the page gives it."""
        width, height = (_NUMBER.fullmatch(attributes.get(side, "")) for side in ("width", "height"))
        if "viewBox" not in kept:
            if not width or not height:
                self._problems.add("V026", self._here())
                raise _UnusableError
            kept["viewBox"] = f"0 0 {width[1]} {height[1]}"
        rest = {name: value for name, value in kept.items() if name not in ("width", "height", "x", "y")}
        kept.clear()
        kept.update({"xmlns": NAMESPACE, **rest})

    def _end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self.written.append(f"</{self._open.pop()}>")

    def _text(self, text: str) -> None:
        if not self._left_out and self._open and self._open[-1] in _WITH_TEXT:
            self.written.append(_escaped(text))

    def _kept(self, element: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes that may stay. What `style` says goes before what the attribute of the same name says."""
        styled = dict(_declarations(attributes.get("style", "")))
        for name, value in {**attributes, **styled}.items():
            local = name.rpartition(" ")[2]
            if local.lower().startswith("on"):
                self._refuse(local)
            elif local.lower() == "href":
                yield from self._reference(element, value)
            elif name == "id":
                yield name, self._prefix + value
            elif name in _PAINT:
                yield from self._painted(name, value)
            elif name in _SHAPE:
                yield name, value
            elif "url(" in value.lower().replace(" ", "") and "#" not in value:
                self._refuse(f"{local}={value}")

    def _reference(self, element: str, value: str) -> Iterator[tuple[str, str]]:
        if not value.startswith("#"):
            self._refuse(f"href={value}")
        elif element in _STORED and not self._is_stored():
            yield "href", f"#{self._prefix}{value[1:]}"

    def _painted(self, name: str, value: str) -> Iterator[tuple[str, str]]:
        """A value that refers to a part of this drawing, or to nothing."""
        own = _OWN_PART.fullmatch(value)
        if own is not None:
            if not self._is_stored():
                yield name, f"url(#{self._prefix}{own[1]})"
        elif "\\" in value or not _COLOUR_CALLS.issuperset(call.lower() for call in _CALLS.findall(value)):
            self._refuse(f"{name}={value}")
        else:
            yield name, value

    def _is_stored(self) -> bool:
        return not _STORED.isdisjoint(self._open)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """What a `style` attribute says, as far as it may be said by attributes: a page need not allow styles for it."""
    for part in style.split(";"):
        name, _, value = part.partition(":")
        if name.strip() in _PAINT and value.strip():
            yield name.strip(), value.strip()
        elif "url(" in value:
            yield "style", value


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
