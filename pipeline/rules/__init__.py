"""Grammars over text and components over spaCy documents, one file each."""
