"""Beside the national system."""
