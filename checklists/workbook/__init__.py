"""The checklist as an Excel workbook (an extra: openpyxl): written empty or filled from a visit, and read back as a visit."""
