"""A rule is cited in five seconds, and its link never breaks."""
