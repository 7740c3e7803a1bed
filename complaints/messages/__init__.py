"""What messages say: one text per verb in templates/messages, put together when it is sent."""
