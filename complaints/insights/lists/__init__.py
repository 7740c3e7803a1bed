"""The reports behind a figure."""
