"""Importing and exporting the national file, for the town's admins."""
