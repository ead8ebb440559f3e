"""`briefgen init` and `new`: projects and briefs that build at once.

`project` a new project · `brief` a new brief and its data · `files` files placed together · `text` the words of
`templates/` in the languages that are wanted.
"""
