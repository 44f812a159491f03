"""Documents in: reading, segmenting, pairing files, writing corpora out."""
