"""Proves two rules, standards or libraries equal, or tells the smallest cases in which they differ."""
