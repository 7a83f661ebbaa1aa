//! Messages out of a stream, without a socket: what each framing writes, reads and refuses.

mod codecs;
mod independent;
mod properties;
