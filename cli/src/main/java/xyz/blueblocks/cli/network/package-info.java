/// `bb register` and `bb peers`: a profile and the network's directory.
///
/// Speaks to discovery and audit-service alone; opens no link to a relay.
@NullMarked
package xyz.blueblocks.cli.network;

import org.jspecify.annotations.NullMarked;
