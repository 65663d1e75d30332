"""What moved besides money: each sign against its own past, none of them in a sum."""
