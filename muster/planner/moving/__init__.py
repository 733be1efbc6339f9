"""Movement: the cheapest way in and out for every tour of a plan, with seats and dates kept."""
