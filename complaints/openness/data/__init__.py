"""Open data (/data/): files that a worker writes, their dictionary, a feed and a counter."""
