"""One report on one page: what is known of it, what was said, and what may be done."""
