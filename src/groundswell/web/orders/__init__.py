"""Pages of orders and stores."""
