"""Pages of incidents: many reports of one event, handled with one form."""
