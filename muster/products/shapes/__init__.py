"""The shapes of states and counties; see ``LICENSE.us-atlas``."""
