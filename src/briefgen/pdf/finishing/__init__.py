"""Finishing a drawn file with pikepdf: structure, metadata, colours, attachments."""
