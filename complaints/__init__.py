"""The report itself: its law, its verbs, its clocks and the pages of everybody who works with it."""
