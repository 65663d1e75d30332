"""A brand's own customers: who they are, who of them is a creator, and whom they follow with their consent."""
