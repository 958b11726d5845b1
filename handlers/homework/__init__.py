"""«Домашние задания»: for tomorrow, by day, by subject."""
