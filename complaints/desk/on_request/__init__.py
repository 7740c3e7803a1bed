"""The counter, later: what a reporter without a telephone asks an officer to write down."""
