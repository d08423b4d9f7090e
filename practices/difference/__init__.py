"""The difference map: who says that an element helped, perspective beside perspective, counted in different people."""
