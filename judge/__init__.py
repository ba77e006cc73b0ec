"""The judge: from standards, vocabulary and a visit's answers to cited, explained verdicts.

Rooms, lowest first: `diagnostics`, `values`, `model` and `expr`, `verdict`, `load` and `resolve`, `evaluate` and
`explain`, `library`, `authoring`. A room imports only from rooms before it in this list.
"""
