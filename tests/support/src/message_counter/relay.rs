//! Hands bytes on between a client and its server.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use super::{
    framing::{Frame, Framing},
    state::{Cut, Wire},
};
use crate::server::Server;

/// Serves clients until the wire is stopped.
pub fn listen(listener: &TcpListener, target: &(String, u16), server: Server, wire: &Arc<Wire>) {
    thread::scope(|scope| {
        while let Ok((client, _)) = listener.accept() {
            if wire.is_stopped() {
                break;
            }
            // A server that can't be had is a connection that is closed at once.
            let Ok(behind) = TcpStream::connect((target.0.as_str(), target.1)) else {
                continue;
            };
            for end in [&client, &behind] {
                drop(end.set_nodelay(true));
            }
            if !wire.add(&client, &behind) {
                wire.cut();
                break;
            }
            let (client, behind) = (Arc::new(client), Arc::new(behind));
            {
                let (client, behind) = (Arc::clone(&client), Arc::clone(&behind));
                scope.spawn(move || forth(&client, &behind, server, wire));
            }
            scope.spawn(move || back(&behind, &client, wire));
        }
    });
}

/// From the client to the server, message by message.
fn forth(client: &TcpStream, behind: &TcpStream, server: Server, wire: &Wire) {
    let mut framing = Framing::new(server);
    let mut bytes = vec![0; 64 * 1024];
    let mut reader = client;
    while let Ok(read @ 1..) = reader.read(&mut bytes) {
        framing.push(&bytes[..read]);
        while let Some(frame) = framing.next() {
            if !hand_on(frame, client, behind, wire) {
                return;
            }
        }
    }
    // Either end may be closed already.
    drop(behind.shutdown(Shutdown::Write));
}

/// Hands on one message; false at the end of the connection.
fn hand_on(frame: Frame, mut client: &TcpStream, mut behind: &TcpStream, wire: &Wire) -> bool {
    let (frame, message) = match frame {
        Frame::Decline => return client.write_all(b"N").is_ok(),
        Frame::Forward(frame, message) => (frame, message),
    };
    let cut = message.and_then(|message| wire.record(message));
    if !wire.pass() {
        return false;
    }
    if cut == Some(Cut::Before) {
        drop(client.shutdown(Shutdown::Both));
        drop(behind.shutdown(Shutdown::Both));
        return false;
    }
    if cut == Some(Cut::After) {
        // First the client's end, so that no answer slips through.
        drop(client.shutdown(Shutdown::Both));
    }
    let sent = behind.write_all(&frame).is_ok();
    if cut.is_some() {
        drop(behind.shutdown(Shutdown::Write));
    }
    sent && cut.is_none()
}

/// From the server to the client, as the bytes come.
fn back(mut behind: &TcpStream, mut client: &TcpStream, wire: &Wire) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = behind.read(&mut bytes) {
        if !wire.pass() || client.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    drop(client.shutdown(Shutdown::Both));
}
