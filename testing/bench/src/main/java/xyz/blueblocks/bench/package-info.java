/// The whole system's speed and memory, measured from outside: receiver, two relays and sender,
/// each a process of its own, beside every service they need, TLS on every leg. What arrived is
/// verified.
///
/// [WholeSystem] starts everything and asks the ends over pipes; it prints figures on standard
/// output and everything else on standard error.
@NullMarked
package xyz.blueblocks.bench;

import org.jspecify.annotations.NullMarked;
