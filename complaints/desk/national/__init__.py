"""What an officer copies to SP4N-LAPOR! by hand."""
