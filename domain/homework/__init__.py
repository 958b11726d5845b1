"""What was set for home, and for which lesson it is due."""
