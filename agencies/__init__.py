"""Who answers: regions, agencies, officers, office hours, holidays and promises."""
