"""The dashboard: what is asked of the figures, told on one page, by block."""
