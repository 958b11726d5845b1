"""Help, and answers to what nobody asked for."""
