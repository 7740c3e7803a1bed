"""The officers' room (meja): inbox, report, verbs, intake at the counter, people to call."""
