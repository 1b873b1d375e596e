"""The record as data: one set of published types, and every form in which it can be taken away.

`records`, `parts`, `grounds` and `items` are the types; `gather` fills them from the facts, and
`tables` lays them out in rows; `api`, `sheets`, `sqlite`, `package` and `snapshot` write them. The
types are not those of the files in data/: what is published keeps its form when those change.
"""
