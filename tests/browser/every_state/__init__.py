"""Every page of the town in its states, asked for one after the other, as people come to them."""
