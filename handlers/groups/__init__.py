"""«Группы»: for which subjects a class is divided, and who is where."""
