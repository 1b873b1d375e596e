"""The record as data: the published types, and every form in which it can be taken away. The types
are not those of the files in data/: what is published keeps its form when those change.
"""
