"""When an officer wants the digests of the day."""
