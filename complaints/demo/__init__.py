"""The demonstration: role switch, movable clock, the town's mail, and a town full of reports."""
