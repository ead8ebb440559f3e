"""Text set in faces: runs in, lines of placed glyphs out.

glyphs: what goes in and comes out; manifest: the list of fonts; faces: which face sets which character; harfbuzz: the
adapter; kinds: kinds of characters; prepare: the text without what is never printed; itemise: glyphs for characters;
space: blanks that are no characters; breaks: where lines may break; keep: what stays together; candidates: breaks for a
measure; linebreak: total fit; paragraph: all of it.
"""
