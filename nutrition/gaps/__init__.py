"""Closing a plan's gaps: what counts, what can be done, the search, the proof, and the words for it."""
