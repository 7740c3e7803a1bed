"""The account of a citizen: optional, and never needed to file or to follow."""
