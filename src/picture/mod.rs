//! A drawn buffer as a picture.
