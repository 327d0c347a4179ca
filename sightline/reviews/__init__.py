"""What the 1:1 sheet says and does: whom it is for, its lines, a plan's card, marks of inspection, paper."""
