"""Verdicts: what the judge says of one rule on one object, as plain frozen values."""
