"""The town's own record, and open data."""
