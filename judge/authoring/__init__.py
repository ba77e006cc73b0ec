"""The rule author's bench: run cases, check, list, matrix, schemas."""
