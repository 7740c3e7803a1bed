"""What becomes of the suggestions of the router: the record of them, how good they were, forwarding by itself."""
