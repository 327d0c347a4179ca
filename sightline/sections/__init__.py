"""One room per page, in the order of the menu: what it picks, says and shows. No number is made here."""
