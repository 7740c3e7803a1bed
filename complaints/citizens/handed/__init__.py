"""Files that people take along: a body outside by its link, and the reporter from the tracker."""
