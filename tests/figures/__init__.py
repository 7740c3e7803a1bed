"""What reports count as, and the sums over them."""
