"""Which days are workdays: by the notices of China's State Council, by a dated file of the project, or Mon-Fri."""
