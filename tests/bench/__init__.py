"""What bin/bench measures; timed things live here and not among the tests."""
