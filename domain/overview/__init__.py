"""The first screen: what a family wants to know before it asks for anything."""
