"""Reads what a unit holds from a spreadsheet into the objects and answers of a visit."""
