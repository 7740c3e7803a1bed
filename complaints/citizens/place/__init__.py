"""Where it happened: kelurahan by search, landmark, a point on a map; and the public map."""
