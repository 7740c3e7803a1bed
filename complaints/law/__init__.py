"""Who may do what on a report, when, and with which reason: the conditions of the state machine."""
