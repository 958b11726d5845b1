"""Quizzes: questions with answers to tap, part of a homework (S3 1.3; R061)."""
