"""What people may ask about their own data, and how the school keeps its lists true."""
