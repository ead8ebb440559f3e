"""`briefgen doctor`: the installation and the folders of a project."""
