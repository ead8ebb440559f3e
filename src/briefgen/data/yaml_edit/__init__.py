"""Changes of YAML files by places: what is not changed stays byte for byte.

`editor` the way in · `places` where everything stands · `edits` changes of the text · `text` values as YAML
writes them.
"""
