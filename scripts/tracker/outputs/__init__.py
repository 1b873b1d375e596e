"""Everything that is made of the facts, one exporter an output: pages before they are rendered, and
files. To add an output is to add its module and its line in `EXPORTERS`, in `site.py`.
"""
