"""The library that is judged with: shipped files and an office's layers over them, read as one, digested, cached."""

from judge.library.layers import SHIPPED, layers_from
from judge.library.opening import open_library, read_library
from judge.library.visits import read_visit

__all__ = ["SHIPPED", "layers_from", "open_library", "read_library", "read_visit"]
