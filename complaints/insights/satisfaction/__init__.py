"""What reporters say of the service: the index of the public-service survey, question by question."""
