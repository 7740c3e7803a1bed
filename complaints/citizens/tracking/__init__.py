"""Following a report: the ways in, its page, and what its reporter does there."""
