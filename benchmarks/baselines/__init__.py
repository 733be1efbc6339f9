"""What a user would write instead of Muster: one compact model, handed to a MIP and to a CP solver."""
