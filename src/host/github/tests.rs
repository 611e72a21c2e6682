//! GitHub against its fixtures, and the laws that every host keeps.
