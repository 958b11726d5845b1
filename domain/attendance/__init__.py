"""Who was at a lesson, and why not."""
