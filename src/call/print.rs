//! From a call back to text.
