"""Files that hold both languages: one reader for all of them, and TMX in and out."""
