"""Problems in what people wrote: where, what, and what to do. One shape for every kind of file."""

from judge.diagnostics.diagnostic import Diagnostic, Position, Problems, Severity, severity_of
from judge.diagnostics.names import INVISIBLE, nearest, plain
from judge.diagnostics.pages import pages
from judge.diagnostics.rendering import render, to_json
from judge.diagnostics.source import BrokenUtf8Error, ReadSource, decode, read_source

__all__ = [
    "INVISIBLE",
    "BrokenUtf8Error",
    "Diagnostic",
    "Position",
    "Problems",
    "ReadSource",
    "Severity",
    "decode",
    "nearest",
    "pages",
    "plain",
    "read_source",
    "render",
    "severity_of",
    "to_json",
]
