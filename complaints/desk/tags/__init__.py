"""Tags (tanda) at the desk: on a report's page, and an agency's own list of them."""
