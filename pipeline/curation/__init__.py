"""Curation: what changed between runs, what people decided, and what still holds."""
