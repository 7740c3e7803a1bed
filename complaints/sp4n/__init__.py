"""Beside the national SP4N-LAPOR!: reading its export, taking it in, and writing it."""
