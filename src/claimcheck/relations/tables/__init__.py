"""What tables assert by their form: totals, differences, shares; found by structure and by how many cells obey it."""
