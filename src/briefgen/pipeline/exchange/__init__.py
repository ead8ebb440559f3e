"""`briefgen facts`: facts out to workbooks and back."""
