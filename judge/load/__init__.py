"""Files people write into typed models: text, tree with positions, types, and a diagnostic for all that is wrong."""

from judge.load.document import Document, Path, Value
from judge.load.loading import Loaded, compose, load, load_text
from judge.load.text import SIZE_LIMIT, read_text

__all__ = ["SIZE_LIMIT", "Document", "Loaded", "Path", "Value", "compose", "load", "load_text", "read_text"]
