"""From any text to the errors in it. Knows the registry; knows nothing of Qt, notes or files."""
