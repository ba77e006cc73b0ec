"""The rule author's bench: run cases, list and matrix, schemas, scaffolds; and a room each for what rests on proofs.

`proof` (the prover and how its cases are told) serves `lint`, `coverage`, `mutation` and `difference`; `telling` turns a
rule into sentences and drawings.
"""
