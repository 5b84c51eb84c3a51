/// A peer's calls to the network's services: HTTPS with the network's own authority, a proof of the
/// caller's key with each session token, and the next replica when one does not answer.
///
/// Shared by relays and clients. Knows no message but the ERROR form.
@NullMarked
package xyz.blueblocks.link.https;

import org.jspecify.annotations.NullMarked;
