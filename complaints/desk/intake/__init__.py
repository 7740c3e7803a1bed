"""Taking reports in for others: at a counter, on paper, by telephone."""
