/// Calls to other services: HTTPS with the network's own authority, TLS 1.3, and their public keys.
@NullMarked
package xyz.blueblocks.servicekit.http;

import org.jspecify.annotations.NullMarked;
