"""What the verbs ask officers for; every form returns values named like its verb's arguments."""
