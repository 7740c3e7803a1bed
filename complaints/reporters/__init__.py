"""Reporters: what they hold to get back to a report, which reports are theirs, how data is erased."""
