"""Who gets the credit when a buyer met several creators: seven models over the same journeys. Pure."""
