"""What everybody reads of reports: the list, one report, support."""
