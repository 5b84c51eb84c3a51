/// The development CA: a root of trust that is made in the state folder, is good for loopback
/// addresses only, and vouches for the services of one stack.
///
/// Its private key never leaves the folder. It must not learn anything but names and addresses.
@NullMarked
package xyz.blueblocks.localstack.tls;

import org.jspecify.annotations.NullMarked;
