//! Two sockets that are connected to each other on the loopback interface.

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use super::Options;

/// How many listeners with options of their own are kept.
const KEPT: usize = 8;
/// How long a connection to ourselves may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Listeners on the loopback interface that live long: a new one for each run drowns in ports in TIME_WAIT after some
/// thousands. Accepted sockets inherit buffer sizes from their listener, so there is one for each set of options.
#[derive(Debug)]
pub struct Listeners {
    kept: VecDeque<(Options, Listener)>,
}

#[derive(Debug)]
struct Listener {
    socket: Socket,
    address: SockAddr,
}

/// The two ends of one connection.
#[derive(Debug)]
pub struct Pair {
    /// The end that connected.
    pub client: Socket,
    /// The end that was accepted.
    pub server: Socket,
    /// The client's own address.
    pub client_address: SocketAddr,
    /// The address of the server's socket.
    pub server_address: SocketAddr,
}

/// Which step failed, and the system's reason.
pub type SetupError = (&'static str, io::Error);

impl Listeners {
    /// Opens the first listener, with default options, on 127.0.0.1 or else ::1, on a port that the system chooses.
    ///
    /// # Errors
    /// There is no loopback interface, or no descriptor left.
    pub fn new() -> Result<Self, SetupError> {
        let first = Listener::open(Options::default())?;
        Ok(Listeners { kept: VecDeque::from([(Options::default(), first)]) })
    }

    /// Connects two sockets to each other: `client` has the options before it connects, the server's end inherits the
    /// options in `server` from its listener.
    ///
    /// # Errors
    /// The step that failed, and why.
    pub fn connect(&mut self, client: &Options, server: &Options) -> Result<Pair, SetupError> {
        let listener = self.listener(server)?;
        let socket = Socket::new(listener.address.domain(), Type::STREAM, Some(Protocol::TCP))
            .map_err(|error| ("socket", error))?;
        client.apply(&socket)?;
        socket.connect(&listener.address).map_err(|error| ("connect", error))?;
        let client_address = address_of(&socket)?;
        let server = listener.accept(client_address)?;
        let server_address = address_of(&server)?;
        Ok(Pair { client: socket, server, client_address, server_address })
    }

    fn listener(&mut self, options: &Options) -> Result<&Listener, SetupError> {
        let at = match self.kept.iter().position(|(with, _)| with == options) {
            Some(at) => at,
            None => {
                if self.kept.len() == KEPT {
                    self.kept.remove(1); // the oldest but for the default
                }
                self.kept.push_back((*options, Listener::open(*options)?));
                self.kept.len() - 1
            }
        };
        Ok(&self.kept[at].1)
    }
}

/// Connects to ourselves once, at this address of the loopback interface.
///
/// # Errors
/// The step that failed, and why.
pub fn greet(address: IpAddr) -> Result<(), SetupError> {
    let listener = Listener::open_on(SocketAddr::from((address, 0)), &Options::default())?;
    let kept = VecDeque::from([(Options::default(), listener)]);
    Listeners { kept }.connect(&Options::default(), &Options::default()).map(drop)
}

impl Listener {
    fn open(options: Options) -> Result<Self, SetupError> {
        let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, 0));
        Self::open_on(v4, &options).or_else(|first| Self::open_on(v6, &options).map_err(|_| first))
    }

    fn open_on(address: SocketAddr, options: &Options) -> Result<Self, SetupError> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))
            .map_err(|error| ("socket", error))?;
        options.apply(&socket)?;
        socket.bind(&address.into()).map_err(|error| ("bind", error))?;
        socket.listen(128).map_err(|error| ("listen", error))?;
        socket.set_nonblocking(true).map_err(|error| ("listen", error))?;
        let address = socket.local_addr().map_err(|error| ("getsockname", error))?;
        Ok(Listener { socket, address })
    }

    /// Accepts the connection that comes from `peer`. Anybody on this machine can connect to a loopback port: whoever
    /// is not our own peer is closed at once.
    fn accept(&self, peer: SocketAddr) -> Result<Socket, SetupError> {
        let begun = Instant::now();
        loop {
            match self.socket.accept() {
                Ok((socket, from)) if from.as_socket() == Some(peer) => {
                    // On Linux an accepted socket blocks whatever the listener does; elsewhere it inherits.
                    #[cfg(not(target_os = "linux"))]
                    socket.set_nonblocking(false).map_err(|error| ("accept", error))?;
                    return Ok(socket);
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if begun.elapsed() > PATIENCE {
                        return Err(("accept", io::ErrorKind::TimedOut.into()));
                    }
                    thread::yield_now();
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(("accept", error)),
            }
        }
    }
}

fn address_of(socket: &Socket) -> Result<SocketAddr, SetupError> {
    let address = socket.local_addr().map_err(|error| ("getsockname", error))?;
    address.as_socket().ok_or_else(|| ("getsockname", io::ErrorKind::Unsupported.into()))
}
