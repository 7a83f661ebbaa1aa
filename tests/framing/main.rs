//! Messages out of a stream, without a socket: what each framing writes, reads and refuses.

mod bench;
mod codecs;
mod independent;
mod properties;
