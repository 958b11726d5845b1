"""Events of the school and of classes, announced in time (R064, R066, R072)."""
