"""Where a report should go: categories, rules, danger words and the suggestion engine."""
