"""The inbox (meja): which reports each role works on, narrowed, in order, a page at a time."""
