"""The minutes (会商纪要) of a consultation: what they say, laid out, as Word and as PDF."""
