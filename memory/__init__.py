"""Translation units: files of them, the store, its search, and terminology."""
