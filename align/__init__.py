"""Finding which segments of two documents correspond."""
