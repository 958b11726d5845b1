"""What classes are taught: profiles, areas, components and the load of a week (R037, R053)."""
