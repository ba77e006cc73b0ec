"""Why a verdict is what it is, and what would change it: minimal reasons as trees, cures, what is still missing."""
