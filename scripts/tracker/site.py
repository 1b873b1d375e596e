"""The one composition: a data directory and a day → problems (and, later, pages)."""
