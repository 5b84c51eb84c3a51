/// TLS towards a network's own services: its certificate authority and TLS 1.3, nothing else.
///
/// Only for HTTPS by the JDK; links have a TLS engine of their own.
@NullMarked
package xyz.blueblocks.crypto.tls;

import org.jspecify.annotations.NullMarked;
