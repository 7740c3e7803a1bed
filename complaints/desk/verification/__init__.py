"""The verification desk: the next report with all that is needed to judge it, one after the other."""
