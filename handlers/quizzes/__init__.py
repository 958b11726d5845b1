"""Quizzes: made and read by a teacher, answered by a pupil."""
