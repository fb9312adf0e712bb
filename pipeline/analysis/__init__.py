"""The case series for comparison: reads the tables of a run, never spaCy."""
