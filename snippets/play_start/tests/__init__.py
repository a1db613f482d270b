"""What the service must do."""
