"""Telling people: the outbox, digests, calls, and letters that ask somebody to come."""
