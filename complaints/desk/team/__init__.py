"""Working together: who handles a report, who stands in for whom, drafts that wait for approval."""
