"""Answering well: drafts, reply templates, presence, previews, and letters."""
