"""Many reports at once: choosing them, one action for all, and what became of each."""
