"""Filing a report: the questions, the check page, the receipt."""
