"""What happened, kept so that nobody rewrites it: events, seals, timelines, changed settings."""
