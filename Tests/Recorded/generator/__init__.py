"""The generated log of mixed events: every dialect that some projection reads, and much noise."""
